package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import ij.process.LUT;

import org.junit.jupiter.api.Test;

class UniformColoursTest {

	@Test
	void lightnessGrowsInEqualStepsSoThatEqualDifferencesLookEqual() {
		final LUT scale = UniformColours.scale();
		final double first = lightness(scale, 0);
		final double last = lightness(scale, 255);
		assertTrue(last - first > 60, first + " to " + last);
		for (int i = 0; i <= 240; i += 16) {
			final double step = lightness(scale, i + 15) - lightness(scale, i);
			assertEquals((last - first) * 15 / 255, step, 1.5, "step from " + i);
		}
	}

	/** CIE L* of a level, the independent measure: 0 black, 100 white. */
	private static double lightness(final LUT scale, final int level) {
		final double y = 0.2126 * linear(scale.getRed(level)) + 0.7152 * linear(scale.getGreen(level)) + 0.0722 * linear(scale
			.getBlue(level));
		return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
	}

	private static double linear(final int value) {
		final double v = value / 255.0;
		return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
	}

	@Test
	void neighbouringLevelsDifferAndDistinctColoursAreDistinct() {
		final LUT scale = UniformColours.scale();
		final Set<Integer> levels = new HashSet<>();
		for (int i = 0; i < 256; i++)
			levels.add(scale.getRGB(i));
		assertTrue(levels.size() > 250, levels.size() + " levels");
		final Set<Integer> colours = new HashSet<>();
		for (int i = 0; i <= UniformColours.distinct(); i++)
			colours.add(UniformColours.distinct(i).getRGB());
		assertEquals(UniformColours.distinct() + 1, colours.size());
	}
}
