package sc.fiji.zfnet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

class ScaledPictureTest {

	private static final Shape SMALL = new Shape(3, 14, 14); // scaled to 16

	private static Picture noise(final int width, final int height) {
		final Random random = new Random(width * 31L + height);
		final float[] values = new float[3 * width * height];
		for (int i = 0; i < values.length; i++) values[i] = random.nextInt(256);
		return new Picture("noise", width, height, values);
	}

	private static Picture ramp(final int width, final int height) {
		final float[] values = new float[3 * width * height];
		for (int i = 0; i < values.length; i++) values[i] = i % width;
		return new Picture("ramp", width, height, values);
	}

	/** One pixel of the scaled picture from its definition: every source pixel weighed by a triangle, in doubles. */
	private static double reference(final Picture picture, final InputScaling scaling, final int x, final int y,
		final int channel)
	{
		final double stepX = (double) picture.width() / scaling.scaledWidth();
		final double stepY = (double) picture.height() / scaling.scaledHeight();
		double sum = 0;
		double weights = 0;
		for (int row = 0; row < picture.height(); row++) {
			final double vertical = triangle((row + 0.5) / stepY - (y + 0.5), stepY);
			for (int column = 0; vertical > 0 && column < picture.width(); column++) {
				final double weight = vertical * triangle((column + 0.5) / stepX - (x + 0.5), stepX);
				sum += weight * picture.get(column, row, channel);
				weights += weight;
			}
		}
		return sum / weights;
	}

	/** As wide as two pixels of the result or of the source, whichever are larger; distance in pixels of the result. */
	private static double triangle(final double distance, final double step) {
		return Math.max(0, 1 - Math.abs(distance) * Math.min(step, 1));
	}

	private static void assertReference(final Picture picture, final Shape input) {
		final ScaledPicture scaled = ScaledPicture.forInput(picture, input);
		final InputScaling scaling = scaled.scaling();
		final var centre = scaled.centre();
		final var whole = scaled.whole();
		assertArrayEquals(new long[] { input.width(), input.height(), 3 }, centre.dimensionsAsLongArray());
		assertArrayEquals(new long[] { scaling.scaledWidth(), scaling.scaledHeight(), 3 }, whole.dimensionsAsLongArray());
		for (int c = 0; c < 3; c++) for (int y = 0; y < input.height(); y++) for (int x = 0; x < input.width(); x++) {
			final int sx = x + scaling.cropX();
			final int sy = y + scaling.cropY();
			final double expected = reference(picture, scaling, sx, sy, c);
			assertEquals(expected, centre.getAt(x, y, c).get(), 1e-3);
			assertEquals(expected, whole.getAt(sx, sy, c).get(), 1e-3);
		}
	}

	@Test
	void pixelsAreThoseOfThePlainDefinition() {
		assertReference(noise(40, 25), SMALL);
		assertReference(noise(5, 9), SMALL);
		assertReference(noise(16, 16), SMALL);
		assertReference(noise(30, 100), new Shape(3, 8, 20));
		assertReference(noise(3, 50), SMALL);
	}

	@Test
	void shrinkingARampByTwoAveragesWithATriangle() {
		// Weights 1/8, 3/8, 3/8, 1/8 over four pixels: inside, the value between the middle two.
		final var whole = ScaledPicture.forInput(ramp(32, 32), SMALL).whole();
		for (int x = 1; x < 15; x++) assertEquals(2 * x + 0.5, whole.getAt(x, 7, 1).get(), 1e-5);
		// At the edge 3/7, 3/7, 1/7 of 0, 1, 2.
		assertEquals(5 / 7.0, whole.getAt(0, 7, 1).get(), 1e-5);
	}

	@Test
	void growingByTwoInterpolatesBetweenCentres() {
		final var whole = ScaledPicture.forInput(ramp(8, 8), SMALL).whole();
		assertEquals(0, whole.getAt(0, 0, 0).get(), 1e-6);
		assertEquals(0.25, whole.getAt(1, 0, 0).get(), 1e-6);
		assertEquals(0.75, whole.getAt(2, 0, 0).get(), 1e-6);
		assertEquals(7, whole.getAt(15, 0, 0).get(), 1e-6);
	}

	@Test
	void constantStaysConstant() {
		for (final int[] size : new int[][] { { 1, 1 }, { 1, 7 }, { 500, 3 }, { 61, 47 } }) {
			final float[] values = new float[3 * size[0] * size[1]];
			Arrays.fill(values, 77);
			for (final FloatType value : ScaledPicture.forInput(new Picture("", size[0], size[1], values), SMALL).centre())
				assertEquals(77, value.get(), 1e-4);
		}
	}

	@Test
	void pictureOfTheInputsSizeIsUntouched() {
		final Picture picture = noise(14, 14);
		final ScaledPicture scaled = ScaledPicture.forInput(picture, SMALL);
		assertTrue(scaled.scaling().isUntouched());
		for (int c = 0; c < 3; c++) for (int y = 0; y < 14; y++) for (int x = 0; x < 14; x++) {
			assertEquals(picture.get(x, y, c), scaled.centre().getAt(x, y, c).get());
			assertEquals(picture.get(x, y, c), scaled.whole().getAt(x, y, c).get());
		}
		assertEquals(16, ScaledPicture.forViews(picture, SMALL).scaling().scaledWidth());
	}

	@Test
	void shorterSideIsScaledTo256Of224AndTheCentreCropped() {
		final InputScaling scaling = InputScaling.of(ramp(500, 375), new Shape(3, 227, 227));
		assertEquals(new InputScaling(500, 375, 345, 259, 227, 227), scaling);
		assertEquals(59, scaling.cropX());
		assertEquals(16, scaling.cropY());
		assertEquals(256, InputScaling.of(ramp(3, 4), new Shape(3, 224, 224)).scaledWidth());
		// 7 × 28 rows and columns need 8 × 32: three times and one time and a third the picture.
		assertEquals(new InputScaling(24, 24, 32, 32, 28, 7), InputScaling.of(ramp(24, 24), new Shape(3, 7, 28)));
	}

	@Test
	void elongatedPictureNeedsOnlyItsCentre() {
		final Picture wide = ramp(20_000, 20);
		final var centre = ScaledPicture.forInput(wide, new Shape(3, 227, 227)).centre();
		assertEquals(9999.5, (centre.getAt(113, 5, 0).get() + centre.getAt(114, 5, 0).get() + centre.getAt(112, 5, 0)
			.get()) / 3, 0.1);
		assertThrows(IllegalArgumentException.class, () -> InputScaling.of(ramp(10_000_000, 1), new Shape(3, 227, 227)));
	}

	@Test
	void tenViewsAreCornersAndCentreAndTheirMirrorImages() {
		final Picture picture = noise(20, 16);
		final ScaledPicture scaled = ScaledPicture.forViews(picture, SMALL);
		final List<RandomAccessibleInterval<FloatType>> views = scaled.tenViews();
		assertEquals(10, views.size());
		final int[][] offsets = { { 0, 0 }, { 6, 0 }, { 0, 2 }, { 6, 2 }, { 3, 1 } };
		for (int v = 0; v < 5; v++)
			for (int c = 0; c < 3; c++) for (int y = 0; y < 14; y++) for (int x = 0; x < 14; x++) {
				final float expected = picture.get(x + offsets[v][0], y + offsets[v][1], c);
				assertEquals(expected, views.get(v).getAt(x, y, c).get(), 1e-4);
				assertEquals(expected, views.get(v + 5).getAt(13 - x, y, c).get(), 1e-4);
			}
		assertThrows(IllegalArgumentException.class, () -> scaled.crop(7, 0));
	}

	@Test
	void positionsFollowThePixels() {
		final Picture picture = ramp(500, 375);
		final ScaledPicture scaled = ScaledPicture.forInput(picture, new Shape(3, 227, 227));
		// A ramp's value is the picture's column: where the input shows 250, column 250 must be mapped to.
		final double x = scaled.scaling().toInput(250, 100).x;
		final int left = (int) Math.floor(x);
		final float a = scaled.centre().getAt(left, 50, 0).get();
		final float b = scaled.centre().getAt(left + 1, 50, 0).get();
		assertEquals(250, a + (x - left) * (b - a), 0.01);
	}

	@Test
	void regionsMapBackToWhereTheyCameFrom() {
		final InputScaling scaling = InputScaling.of(ramp(500, 375), new Shape(3, 227, 227));
		final var area = scaling.toPicture(new Region(10, 20, 30, 40));
		// The corner of a pixel is half a pixel before its centre.
		final var corner = scaling.toInput(area.x - 0.5, area.y - 0.5);
		assertEquals(9.5, corner.x, 1e-9);
		assertEquals(19.5, corner.y, 1e-9);
		final var end = scaling.toInput(area.getMaxX() - 0.5, area.getMaxY() - 0.5);
		assertEquals(39.5, end.x, 1e-9);
		assertEquals(59.5, end.y, 1e-9);
		final InputScaling same = InputScaling.of(ramp(14, 14), SMALL);
		assertEquals(new Rectangle2D.Double(1, 2, 3, 4), same.toPicture(new Region(1, 2, 3, 4)));
		assertEquals(5, same.toInput(5, 6).x);
		assertEquals(6, same.toInput(5, 6).y);
	}
}
