package sc.fiji.zfnet.command.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that users write. */
class ListsTest {

	@Test
	void blanksAroundPartsDoNotCountAndNumbersAreSorted() {
		assertEquals(List.of("a b", "c"), Lists.parse("models", " a b , c"));
		assertEquals(List.of(5, 15, 60), Lists.counts("perclass", "15, 60,5"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "15,", "15,,30", "0", "-3", "1.5", "15,x", "15,15", "99999999999" })
	void whatIsNoListOfNumbersIsAnsweredWithKeyAndValue(final String text) {
		final String message = assertThrows(IllegalArgumentException.class, () -> Lists.counts("perclass", text)).getMessage();
		assertTrue(message.contains("'perclass' is '" + text + "'"), message);
	}
}
