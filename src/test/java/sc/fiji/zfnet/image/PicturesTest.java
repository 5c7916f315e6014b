package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import sc.fiji.zfnet.picture.Picture;

class PicturesTest {

	private static ImagePlus grey() {
		final ByteProcessor processor = new ByteProcessor(4, 3);
		for (int i = 0; i < 12; i++) processor.set(i, 20 * i);
		return new ImagePlus("grey", processor);
	}

	private static float[] red(final Picture picture) {
		return Arrays.copyOf(picture.values(), picture.width() * picture.height());
	}

	@Test
	void greyBecomesThreeEqualChannels() {
		final Picture picture = Pictures.of(grey());
		assertEquals("grey", picture.name());
		for (int c = 0; c < 3; c++) for (int y = 0; y < 3; y++) for (int x = 0; x < 4; x++) {
			assertEquals(20 * (4 * y + x), picture.get(x, y, c));
			assertEquals(20 * (4 * y + x), picture.asImg().getAt(x, y, c).get());
		}
	}

	@Test
	void invertedLookupTableAndDisplayRangeDoNotChangeEightBitValues() {
		final ImagePlus image = grey();
		image.getProcessor().invertLut();
		assertTrue(image.isInvertedLut());
		assertArrayEquals(Pictures.of(grey()).values(), Pictures.of(image).values());
		final ImagePlus stretched = grey();
		stretched.setDisplayRange(50, 100);
		assertArrayEquals(Pictures.of(grey()).values(), Pictures.of(stretched).values());
	}

	@Test
	void eightBitColourGoesThroughItsLookupTable() {
		final byte[] reds = new byte[256];
		final byte[] greens = new byte[256];
		final byte[] blues = new byte[256];
		reds[7] = (byte) 200;
		greens[7] = 100;
		blues[7] = 50;
		final ByteProcessor processor = new ByteProcessor(2, 1);
		processor.set(1, 7);
		processor.setLut(new LUT(reds, greens, blues));
		assertArrayEquals(new float[] { 0, 200, 0, 100, 0, 50 }, Pictures.of(new ImagePlus("", processor)).values());
	}

	@Test
	void colourIsUsedAsItIs() {
		final ColorProcessor processor = new ColorProcessor(2, 1, new int[] { 0xff010203, 0xfff0e0d0 });
		assertArrayEquals(new float[] { 1, 240, 2, 224, 3, 208 }, Pictures.of(new ImagePlus("", processor)).values());
	}

	@Test
	void sixteenAndThirtyTwoBitGoThroughTheDisplayRangeWithoutRounding() {
		final ShortProcessor shorts = new ShortProcessor(5, 1, new short[] { 0, 1000, 1100, 2000, (short) 65535 }, null);
		final ImagePlus image = new ImagePlus("", shorts);
		image.setDisplayRange(1000, 2000);
		assertArrayEquals(new float[] { 0, 0, 25.5f, 255, 255 }, red(Pictures.of(image)));

		final ImagePlus floats = new ImagePlus("", new FloatProcessor(6, 1, new float[] { -2, -1, 0.2f, 1, Float.NaN,
			Float.POSITIVE_INFINITY }));
		floats.setDisplayRange(-1, 1);
		assertArrayEquals(new float[] { 0, 0, 153, 255, 0, 255 }, red(Pictures.of(floats)), 1e-4f);
		floats.setDisplayRange(3, 3);
		assertArrayEquals(new float[6], red(Pictures.of(floats)));
	}

	@Test
	void currentPlaneOfAStackCounts() {
		final ImageStack stack = new ImageStack(1, 1);
		for (int i = 1; i <= 6; i++) stack.addSlice(new ByteProcessor(1, 1, new byte[] { (byte) i }));
		final ImagePlus image = new ImagePlus("", stack);
		image.setDimensions(1, 2, 3);
		image.setOpenAsHyperStack(true);
		image.setPosition(1, 2, 2);
		assertEquals(4, Pictures.of(image).get(0, 0, 0));
	}

	@Test
	void compositeIsTakenAsDisplayed() {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice(new FloatProcessor(2, 1, new float[] { 0, 100 }));
		stack.addSlice(new FloatProcessor(2, 1, new float[] { 60, 0 }));
		final ImagePlus plain = new ImagePlus("", stack);
		plain.setDimensions(2, 1, 1);
		final CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
		final LUT magenta = LUT.createLutFromColor(Color.MAGENTA);
		final LUT green = LUT.createLutFromColor(Color.GREEN);
		magenta.min = green.min = 0;
		magenta.max = green.max = 100;
		image.setLuts(new LUT[] { magenta, green });
		assertArrayEquals(new float[] { 0, 255, 153, 0, 0, 255 }, Pictures.of(image).values());
		image.setMode(IJ.GRAYSCALE);
		image.setPosition(2, 1, 1);
		assertArrayEquals(new float[] { 153, 0, 153, 0, 153, 0 }, Pictures.of(image).values(), 1e-4f);
	}

	@Test
	void areaSelectionIsItsBoundingRectangleInsideTheImage() {
		final ImagePlus image = grey();
		image.setRoi(new OvalRoi(1, 1, 2, 2));
		final Picture picture = Pictures.of(image);
		assertEquals(1, picture.originX());
		assertEquals(1, picture.originY());
		assertArrayEquals(new float[] { 100, 120, 180, 200 }, red(picture));

		final ImagePlus colour = new ImagePlus("", grey().getProcessor().convertToRGB());
		colour.setRoi(new Roi(2, -1, 9, 2));
		final Picture clipped = Pictures.of(colour);
		assertEquals(2, clipped.originX());
		assertEquals(0, clipped.originY());
		assertArrayEquals(new float[] { 40, 60, 40, 60, 40, 60 }, clipped.values());
	}

	@Test
	void lineAndPointSelectionsAreIgnored() {
		final ImagePlus image = grey();
		image.setRoi(new Line(0, 0, 2, 2));
		assertEquals(4, Pictures.of(image).width());
		image.setRoi(new PointRoi(1, 1));
		assertEquals(3, Pictures.of(image).height());
	}

	@Test
	void imageWithoutPixelsAndSelectionOutsideAreErrors() {
		assertThrows(IllegalArgumentException.class, () -> Pictures.of(new ImagePlus()));
		final ImagePlus image = grey();
		image.setRoi(new Roi(10, 10, 3, 3));
		final var error = assertThrows(IllegalArgumentException.class, () -> Pictures.of(image));
		assertTrue(error.getMessage().contains("'grey'"));
	}
}
