package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.WrongChannels;

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

	private static ImagePlus channels(final int count) {
		final ImageStack stack = new ImageStack(2, 1);
		for (int c = 0; c < count; c++)
			stack.addSlice(new ShortProcessor(2, 1, new short[] { (short) (1000 * c), (short) (1000 * c + 50) }, null));
		final ImagePlus image = new ImagePlus("channels", stack);
		image.setDimensions(count, 1, 1);
		return image;
	}

	@Test
	void channelsAreTakenInOrderThroughTheirOwnDisplayRanges() {
		final CompositeImage image = new CompositeImage(channels(2), IJ.COMPOSITE);
		final LUT magenta = LUT.createLutFromColor(Color.MAGENTA);
		final LUT green = LUT.createLutFromColor(Color.GREEN);
		magenta.max = 100;
		green.min = 1000;
		green.max = 1200;
		image.setLuts(new LUT[] { magenta, green });
		image.setActiveChannels("10");
		final float[] expected = { 0, 127.5f, 0, 63.75f };
		for (final int mode : new int[] { IJ.COMPOSITE, IJ.COLOR, IJ.GRAYSCALE }) {
			image.setMode(mode);
			assertArrayEquals(expected, Pictures.of(image, new InputChannels(2, false)).values(), 1e-4f);
		}
		assertArrayEquals(new float[] { 0, 50, 1000, 1050 }, Pictures.of(image, new InputChannels(2, true)).values());
	}

	@Test
	void channelsOfAnImageThatIsNoCompositeShareItsDisplayRange() {
		final ImagePlus image = channels(5);
		image.setDisplayRange(0, 4050);
		final Picture picture = Pictures.of(image, new InputChannels(5, false));
		assertEquals(5, picture.channels());
		for (int c = 0; c < 5; c++)
			for (int x = 0; x < 2; x++)
				assertEquals((1000 * c + 50 * x) / 4050.0 * 255, picture.get(x, 0, c), 1e-4);
	}

	@Test
	void threeChannelsAreTakenAsTheyAreInEveryMode() {
		final CompositeImage image = new CompositeImage(channels(3), IJ.COMPOSITE);
		for (int c = 0; c < 3; c++) {
			image.setC(c + 1);
			image.setDisplayRange(1000 * c, 1000 * c + 50);
		}
		image.setMode(IJ.GRAYSCALE);
		assertArrayEquals(new float[] { 0, 50, 1000, 1050, 2000, 2050 }, Pictures.of(image, new InputChannels(3, true)).values());
		assertArrayEquals(new float[] { 0, 255, 0, 255, 0, 255 }, Pictures.of(image).values());
	}

	@Test
	void aSliceAndAFrameOfAHyperstackAreTakenWithAllChannels() throws IOException {
		final ImageStack stack = new ImageStack(1, 1);
		for (int i = 0; i < 12; i++) stack.addSlice(new ByteProcessor(1, 1, new byte[] { (byte) i }));
		final ImagePlus image = new ImagePlus("", stack);
		image.setDimensions(2, 3, 2);
		image.setPosition(2, 2, 2);
		assertArrayEquals(new float[] { 8, 9 }, Pictures.of(image, new InputChannels(2, false)).values());
		final List<PlanePicture> all = PlanePicture.all(image);
		assertEquals(6, all.size());
		for (int i = 0; i < 6; i++)
			assertArrayEquals(new float[] { 2 * i, 2 * i + 1 }, all.get(i).open(new InputChannels(2, true)).values());
	}

	@Test
	void otherNumbersOfChannelsAreRefusedInOneSentence() {
		assertRefused(new ImagePlus("grey", grey().getProcessor()), 2, "Image 'grey' has 1 channel; an image of 2 channels is accepted");
		assertRefused(channels(2), 3, "Image 'channels' has 2 channels; an image of 3 channels, an RGB or a grey one is accepted");
		assertRefused(channels(2), 1, "Image 'channels' has 2 channels; a grey or RGB image is accepted");
		assertRefused(channels(5), 2, "Image 'channels' has 5 channels; an image of 2 channels is accepted");
		assertRefused(new ImagePlus("rgb", new ColorProcessor(2, 2)), 4, "Image 'rgb' has RGB colours; an image of 4 channels is accepted");
		final ImagePlus slices = channels(5);
		slices.setDimensions(1, 5, 1);
		assertRefused(slices, 5, "Image 'channels' has 1 channel and 5 planes that are none (Image > Properties... tells ImageJ " +
			"which are channels); an image of 5 channels is accepted");
	}

	private static void assertRefused(final ImagePlus image, final int channels, final String sentence) {
		assertEquals(sentence, assertThrows(WrongChannels.class, () -> Pictures.of(image, new InputChannels(channels, false)))
			.getMessage());
	}

	@Test
	void oneChannelIsGreyOrTheLuminanceOfColours() {
		final InputChannels one = new InputChannels(1, false);
		assertArrayEquals(red(Pictures.of(grey())), Pictures.of(grey(), one).values());
		final ColorProcessor colours = new ColorProcessor(3, 1, new int[] { 0xff0000, 0x00ff00, 0x4080c0 });
		assertArrayEquals(new float[] { 0.299f * 255, 0.587f * 255, 0.299f * 64 + 0.587f * 128 + 0.114f * 192 }, Pictures.of(
			new ImagePlus("", colours), one).values(), 1e-4f);
	}

	@Test
	void rawValuesAreThoseStoredAndFinite() {
		final ShortProcessor shorts = new ShortProcessor(3, 1, new short[] { 0, 1234, (short) 65535 }, null);
		final ImagePlus image = new ImagePlus("", shorts);
		image.setDisplayRange(1000, 2000);
		assertArrayEquals(new float[] { 0, 1234, 65535 }, Pictures.of(image, new InputChannels(1, true)).values());
		final ImagePlus signed = new ImagePlus("", new ShortProcessor(1, 1, new short[] { 32768 - 5 }, null));
		signed.getCalibration().setSigned16BitCalibration();
		assertArrayEquals(new float[] { -5 }, Pictures.of(signed, new InputChannels(1, true)).values());
		final ImagePlus odd = new ImagePlus("odd", new FloatProcessor(2, 1, new float[] { 1, Float.NaN }));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Pictures.of(odd, new InputChannels(1, true))).getMessage()
			.contains("'odd' has 1 pixels that are NaN"));
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
