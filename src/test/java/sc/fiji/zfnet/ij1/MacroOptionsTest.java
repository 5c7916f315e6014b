package sc.fiji.zfnet.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MacroOptionsTest {

	private static final Map<String, String> VARIABLES = Map.of("n", "5.0", "title", "two words");

	private static MacroOptions parse(final String text) {
		return MacroOptions.parse(text, VARIABLES::get);
	}

	private static String value(final String text) {
		return parse(text).value("key").orElseThrow();
	}

	@Test
	void keysKeepTheirOrderAndFlagsHaveNoValue() {
		final MacroOptions options = parse("  model=zfnet  flag top=5 ");
		assertEquals(List.of("model", "flag", "top"), List.copyOf(options.keys()));
		assertEquals(Optional.of("zfnet"), options.value("model"));
		assertTrue(options.has("flag"));
		assertEquals(Optional.empty(), options.value("flag"));
		assertFalse(options.has("size"));
	}

	@Test
	void noOptionsAreNoKeys() {
		assertTrue(parse("").keys().isEmpty());
		assertTrue(parse("  ").keys().isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', value = {
		"key=[value with spaces] ; value with spaces",
		"key=[/data/set [2] of 3/a b.tif] other ; /data/set [2] of 3/a b.tif",
		"key=a=b ; a=b",
		"key='single quotes too' ; single quotes too",
		"key='tis ; 'tis",
		"key=strongest[9] ; strongest[9]",
		"key=&n ; 5.0",
		"key=&title ; two words",
		"key=[&title] ; two words",
		"key=[&other] ; &other",
		"key=a&n ; a&n" })
	void valuesEndWhereImageJEndsThem(final String text, final String value) {
		assertEquals(value, value(text));
	}

	@Test
	void emptyValuesAreValues() {
		assertEquals("", value("key= other"));
		assertEquals("", value("key=[]"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
		"top=5 top=6 | The key 'top' occurs twice; each key is accepted only once",
		"flag flag=true | The key 'flag' occurs twice; each key is accepted only once",
		"name=[a b | The key 'name' has a bracket that is not closed: [a b",
		"name=[a [b] | The key 'name' has a bracket that is not closed: [a [b]",
		"name=[a]b | The key 'name' has 'b' after its closing bracket; only a space is accepted there",
		"=5 | There is a value without a key at '=5'; key=value is accepted",
		"top=&m | The key 'top' is '&m', but the macro has no variable of that name with a value" })
	void whatCannotBeTakenApartIsRefused(final String text, final String sentence) {
		assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage());
	}

	@Property(seed = "15")
	void quotedValuesComeBack(@ForAll("balanced") final String value) {
		final MacroOptions options = parse("before key=" + MacroOptions.quoted(value) + " after=1 ");
		assertEquals(value, options.value("key").orElseThrow());
		assertEquals(List.of("before", "key", "after"), List.copyOf(options.keys()));
	}

	@Provide
	Arbitrary<String> balanced() {
		return Arbitraries.strings().withChars("ab =&'/\\[]\té").ofMaxLength(12).filter(MacroOptionsTest::isBalanced);
	}

	/** ImageJ has no way to write a bracket without its partner. */
	private static boolean isBalanced(final String text) {
		int open = 0;
		for (final char c : text.toCharArray()) {
			if (c == '[') open++;
			if (c == ']' && --open < 0) return false;
		}
		return open == 0;
	}
}
