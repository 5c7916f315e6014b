package sc.fiji.zfnet.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class PartOfProgressTest {

	@Test
	void stepsOfAPartAreStepsOfTheWhole() {
		final List<String> told = new ArrayList<>();
		final Progress part = new PartOfProgress(new Progress() {

			@Override
			public void message(final String text) {
				told.add(text);
			}

			@Override
			public void steps(final long done, final long total) {
				told.add(100.0 * done / total + " %");
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		}, "second of four: ", 0.25, 0.5);
		part.message("begins");
		part.steps(0, 8);
		part.steps(4, 8);
		part.steps(8, 8);
		assertEquals(List.of("second of four: begins", "25.0 %", "37.5 %", "50.0 %"), told);
		assertEquals(true, part.isCancelled());
	}
}
