package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;

class RenderingTest {

	@Test
	void zeroIsMiddleGreyAndTheLargestValueFullContrast() {
		final var image = ArrayImgs.floats(new float[] { 0, 4, -4, 2, Float.NaN, 0 }, 2, 1, 3);
		assertEquals(4, SignedContrast.clear(image));
		assertArrayEquals(new int[] { 0x800180, 0xffc080 }, rgb(SignedContrast.render(image)));
		assertArrayEquals(new int[] { 0x800080, 0xffff80 }, rgb(SignedContrast.render(image, 2)));
		assertArrayEquals(new int[] { 0x808080 }, rgb(SignedContrast.render(ArrayImgs.floats(1, 1, 3))));
	}

	@Test
	void rawValuesAreRoundedAndClamped() {
		assertArrayEquals(new int[] { 0x0003ff }, rgb(SignedContrast.raw(ArrayImgs.floats(new float[] { -3, 2.6f, 300 }, 1,
			1, 3))));
	}

	private static int[] rgb(final ColorProcessor processor) {
		final int[] pixels = ((int[]) processor.getPixels()).clone();
		for (int i = 0; i < pixels.length; i++) pixels[i] &= 0xffffff;
		return pixels;
	}

	private static ColorProcessor tile(final int width, final int height, final int colour) {
		final ColorProcessor tile = new ColorProcessor(width, height);
		tile.setColor(new Color(colour));
		tile.fill();
		return tile;
	}

	@Test
	void montageEnlargesTilesByOneWholeFactor() {
		final ColorProcessor montage = new Montage(2).add(tile(11, 11, 0xff0000), "").add(tile(5, 11, 0x00ff00), "").add(
			tile(11, 11, 0x0000ff), "").render();
		// 9 × 11 = 99 pixels a tile, 8 between and around.
		assertEquals(8 + 2 * (99 + 8), montage.getWidth());
		assertEquals(8 + 2 * (99 + 8), montage.getHeight());
		assertEquals(99 * 99, count(montage, 0xff0000));
		assertEquals(45 * 99, count(montage, 0x00ff00));
		assertEquals(0x0000ff, montage.get(8 + 50, 8 + 107 + 50) & 0xffffff);
		assertEquals(0xffffff, montage.get(3, 3) & 0xffffff);
	}

	@Test
	void titlesAreDrawnOutsideOfTheTiles() {
		final ColorProcessor montage = new Montage(1, Color.BLACK).add(tile(100, 100, 0xff0000), "map 17  12.3").render();
		assertEquals(100 * 100, count(montage, 0xff0000));
		assertNotEquals(0, count(montage, 0xffffff));
		final ColorProcessor longer = new Montage(1).add(tile(100, 100, 0xff0000), "long ".repeat(100)).render();
		assertEquals(8 + 200 + 8, longer.getWidth());
	}

	@Test
	void squareMontageHasRoomForAllTiles() {
		assertEquals(1, Montage.squareColumns(0));
		assertEquals(3, Montage.squareColumns(9));
		assertEquals(4, Montage.squareColumns(10));
		assertThrows(IllegalArgumentException.class, () -> new Montage(0));
		assertThrows(IllegalStateException.class, () -> new Montage(1).render());
	}

	@Test
	void channelsAreShownTogetherAndZeroIsMiddleGrey() {
		for (int channels = 1; channels <= 7; channels++) {
			final float[] values = new float[channels * 3];
			for (int c = 0; c < channels; c++) {
				values[3 * c + 1] = 1;
				values[3 * c + 2] = -1;
			}
			final int[] shown = rgb(SignedContrast.render(ArrayImgs.floats(values, 3, 1, channels), 1));
			assertArrayEquals(new int[] { 0x808080, 0xffffff, 0x010101 }, shown, channels + " channels");
			final ImagePlus image = new HyperstackBuilder().add(ArrayImgs.floats(values, 3, 1, channels), "").signed("");
			assertArrayEquals(new int[] { 3, 1, channels, 1, 1 }, image.getDimensions());
			assertEquals(channels > 1, image.isComposite());
		}
	}

	@Test
	void moreChannelsThanCanBeToldApartAreShownOneByOne() {
		final ImagePlus image = new HyperstackBuilder().add(ArrayImgs.floats(2, 2, 9), "").signed("");
		assertEquals(9, image.getNChannels());
		assertEquals(IJ.GRAYSCALE, ((CompositeImage) image).getMode());
	}

	@Test
	void rawPicturesAreShownFromTheirLeastToTheirGreatestValue() {
		final InputChannels raw = new InputChannels(1, true);
		final float[] values = { 1000, 2000, 3000 };
		assertArrayEquals(new int[] { 0, 0x808080, 0xffffff }, rgb(SignedContrast.raw(ArrayImgs.floats(values, 3, 1, 1), raw)));
		final ImagePlus image = new HyperstackBuilder().add(ArrayImgs.floats(values, 3, 1, 1), "").raw("", raw);
		assertEquals(1000, image.getDisplayRangeMin());
		assertEquals(3000, image.getDisplayRangeMax());
	}

	private static long count(final ColorProcessor image, final int colour) {
		return Arrays.stream(rgb(image)).filter(pixel -> pixel == colour).count();
	}

	@Test
	void smallerFramesStandInTheUpperLeftCorner() {
		final ImagePlus image = new HyperstackBuilder().add(ArrayImgs.floats(new float[] { 1, 2, 3 }, 1, 1, 3), "a").add(
			ArrayImgs.floats(2, 2, 3), "b").raw("patches");
		assertArrayEquals(new float[] { 2, 0, 0, 0 }, (float[]) image.getStack().getPixels(2));
		assertEquals(2, image.getNFrames());
		assertEquals(255, image.getDisplayRangeMax());
		assertThrows(IllegalArgumentException.class, () -> new HyperstackBuilder().add(ArrayImgs.floats(2, 2, 3),
			"colour").add(ArrayImgs.floats(2, 2, 1), "grey"));
		assertThrows(IllegalStateException.class, () -> new HyperstackBuilder().raw(""));
	}

	@Test
	void overlayLiesWhereThePictureWasTakenFrom() {
		final Picture picture = new Picture("", 100, 50, 20, 10, new float[600]);
		final Overlay overlay = new ReceptiveFieldOverlay(picture).add(new Rectangle2D.Double(2.5, -3, 5, 8), "map 1").add(
			new Rectangle2D.Double(0, 0, 4, 4), "map 2").add(new Rectangle2D.Double(30, 0, 4, 4), "outside").overlay();
		assertEquals(4, overlay.size()); // two rectangles, each followed by its text
		assertEquals(new Rectangle2D.Double(102.5, 50, 5, 5), overlay.get(0).getFloatBounds());
		assertEquals("map 2", overlay.get(2).getName());
		assertEquals("map 1", ((TextRoi) overlay.get(1)).getText().trim());
		assertNotEquals(overlay.get(0).getStrokeColor(), overlay.get(2).getStrokeColor());
	}
}
