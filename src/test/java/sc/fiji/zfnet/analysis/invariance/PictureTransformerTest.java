package sc.fiji.zfnet.analysis.invariance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.geom.AffineTransform;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Shape;

class PictureTransformerTest {

	private static final float[] BACKGROUND = { 10, 20, 30 };

	@ParameterizedTest
	@EnumSource(TransformFamily.class)
	void whatChangesNothingGivesExactlyTheInput(final TransformFamily family) {
		final double identity = family == TransformFamily.SCALING ? 1 : 0;
		for (final int[] size : new int[][] { { 24, 20 }, { 57, 31 }, { 13, 90 } }) {
			final Shape input = new Shape(3, 20, 24);
			final Picture picture = picture(size[0], size[1]);
			final AffineTransform transform = family.at(identity, input);
			assertEquals(true, transform.isIdentity());
			assertSame(ScaledPicture.forInput(picture, input).centre(), new PictureTransformer(picture, input, BACKGROUND).apply(
				transform), 0);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9 })
	void quarterTurnsOfASquareMovePixelsToPixels(final int side) {
		final Shape input = new Shape(3, side, side);
		final Picture picture = picture(side, side);
		final PictureTransformer transformer = new PictureTransformer(picture, input, BACKGROUND);
		final var right = transformer.apply(TransformFamily.ROTATION.at(90, input));
		final var half = transformer.apply(TransformFamily.ROTATION.at(180, input));
		final var left = transformer.apply(TransformFamily.ROTATION.at(270, input));
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < side; y++)
				for (int x = 0; x < side; x++) {
					// Clockwise: what was at the left edge is at the top.
					assertEquals(picture.get(x, y, c), value(right, side - 1 - y, x, c));
					assertEquals(picture.get(x, y, c), value(half, side - 1 - x, side - 1 - y, c));
					assertEquals(picture.get(x, y, c), value(left, y, side - 1 - x, c));
				}
	}

	@Test
	void shiftsMoveThePictureDownAndToTheRightAndUncoverTheBackground() {
		final Shape input = new Shape(3, 5, 6);
		final Picture picture = picture(6, 5);
		final PictureTransformer transformer = new PictureTransformer(picture, input, BACKGROUND);
		final var down = transformer.apply(TransformFamily.VERTICAL_TRANSLATION.at(2, input));
		final var left = transformer.apply(TransformFamily.HORIZONTAL_TRANSLATION.at(-4, input));
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 6; x++) {
					assertEquals(y < 2 ? BACKGROUND[c] : picture.get(x, y - 2, c), value(down, x, y, c));
					assertEquals(x > 1 ? BACKGROUND[c] : picture.get(x + 4, y, c), value(left, x, y, c));
				}
	}

	@ParameterizedTest
	@CsvSource({ "-3, 0", "2, 0", "0, 8", "0, -5", "0, 13" })
	void whatIsBeyondTheCropComesIntoView(final int down, final int right) {
		final Shape input = new Shape(3, 21, 21);
		final Picture picture = picture(55, 33);
		final ScaledPicture scaled = ScaledPicture.forInput(picture, input);
		final InputScaling scaling = scaled.scaling();
		final PictureTransformer transformer = new PictureTransformer(picture, input, BACKGROUND);
		final AffineTransform transform = down == 0 ? TransformFamily.HORIZONTAL_TRANSLATION.at(right, input)
			: TransformFamily.VERTICAL_TRANSLATION.at(down, input);
		final var moved = transformer.apply(transform);
		for (int y = 0; y < 21; y++)
			for (int x = 0; x < 21; x++) {
				final int fromX = scaling.cropX() + x - right;
				final int fromY = scaling.cropY() + y - down;
				final boolean inside = fromX >= 0 && fromY >= 0 && fromX < scaling.scaledWidth() && fromY < scaling
					.scaledHeight();
				assertEquals(inside ? value(scaled.whole(), fromX, fromY, 1) : BACKGROUND[1], value(moved, x, y, 1), 1e-3);
			}
	}

	@ParameterizedTest
	@CsvSource({ "ROTATION, 33", "ROTATION, -101.5", "SCALING, 1.37", "SCALING, 0.6", "VERTICAL_TRANSLATION, 1.25",
		"HORIZONTAL_TRANSLATION, -0.75" })
	void valuesBetweenPixelsAgreeWithPlainBilinearInterpolation(final TransformFamily family, final double value) {
		final Shape input = new Shape(3, 12, 15);
		final Picture picture = picture(15, 12);
		final var transformed = new PictureTransformer(picture, input, BACKGROUND).apply(family.at(value, input));
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < 12; y++)
				for (int x = 0; x < 15; x++) {
					// Undone by hand, about the centre of the input at 7, 5.5.
					final double dx = x - 7;
					final double dy = y - 5.5;
					final double angle = Math.toRadians(family == TransformFamily.ROTATION ? value : 0);
					final double factor = family == TransformFamily.SCALING ? value : 1;
					final double fromX = 7 + (Math.cos(angle) * dx + Math.sin(angle) * dy) / factor -
						(family == TransformFamily.HORIZONTAL_TRANSLATION ? value : 0);
					final double fromY = 5.5 + (-Math.sin(angle) * dx + Math.cos(angle) * dy) / factor -
						(family == TransformFamily.VERTICAL_TRANSLATION ? value : 0);
					assertEquals(bilinear(picture, fromX, fromY, c), value(transformed, x, y, c), 1e-3);
				}
	}

	@Test
	void aPictureCannotBeScaledToNothing() {
		assertEquals("A picture cannot be scaled by 0.0; factors greater than 0 are accepted", assertThrows(
			IllegalArgumentException.class, () -> TransformFamily.SCALING.at(0, new Shape(3, 5, 5))).getMessage());
	}

	private static double bilinear(final Picture picture, final double x, final double y, final int channel) {
		final int left = (int) Math.floor(x);
		final int top = (int) Math.floor(y);
		double sum = 0;
		for (int j = 0; j < 2; j++)
			for (int i = 0; i < 2; i++) {
				final boolean inside = left + i >= 0 && top + j >= 0 && left + i < picture.width() && top + j < picture.height();
				sum += (1 - Math.abs(x - left - i)) * (1 - Math.abs(y - top - j)) * (inside ? picture.get(left + i, top + j,
					channel) : BACKGROUND[channel]);
			}
		return sum;
	}

	private static Picture picture(final int width, final int height) {
		final float[] values = new float[3 * width * height];
		final Random random = new Random(width * 1000 + height);
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return new Picture("picture", width, height, values);
	}

	private static void assertSame(final RandomAccessibleInterval<FloatType> expected,
		final RandomAccessibleInterval<FloatType> actual, final float tolerance)
	{
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < expected.dimension(1); y++)
				for (int x = 0; x < expected.dimension(0); x++)
					assertEquals(value(expected, x, y, c), value(actual, x, y, c), tolerance);
	}

	private static float value(final RandomAccessibleInterval<FloatType> image, final int x, final int y, final int c) {
		return image.getAt(x, y, c).get();
	}
}
