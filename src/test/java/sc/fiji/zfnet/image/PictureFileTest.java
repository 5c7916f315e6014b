package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.OpenDialog;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.WrongChannels;
import sc.fiji.zfnet.picture.PictureFolder;

class PictureFileTest {

	private static final Path PHOTOGRAPHS = Path.of("..", "shared", "data", "imagenet-samples", "images");

	@TempDir
	private Path folder;

	private static ColorProcessor noise(final int width, final int height) {
		final int[] pixels = new Random(1).ints((long) width * height).map(i -> i | 0xff000000).toArray();
		return new ColorProcessor(width, height, pixels);
	}

	private static float[] expected(final ColorProcessor processor) {
		return Pictures.of(new ImagePlus("", processor)).values();
	}

	@Test
	void losslessColourFormatsGiveTheirValues() throws IOException {
		final ColorProcessor noise = noise(13, 7);
		for (final String format : List.of("png", "bmp")) {
			final Path file = folder.resolve("noise." + format);
			ImageIO.write(noise.getBufferedImage(), format, file.toFile());
			assertArrayEquals(expected(noise), Picture.open(file).values(), format);
		}
		final Path tiff = folder.resolve("noise.TIF");
		new FileSaver(new ImagePlus("", noise)).saveAsTiff(tiff.toString());
		assertArrayEquals(expected(noise), Picture.open(tiff).values());
		assertEquals("noise.TIF", Picture.open(tiff).name());
		Files.write(folder.resolve("noise.ppm"), portableMap(noise));
		assertArrayEquals(expected(noise), Picture.open(folder.resolve("noise.ppm")).values());
	}

	private static byte[] portableMap(final ColorProcessor processor) throws IOException {
		final var out = new ByteArrayOutputStream();
		out.write(("P6\n" + processor.getWidth() + " " + processor.getHeight() + "\n255\n").getBytes());
		for (final int rgb : (int[]) processor.getPixels()) out.write(new byte[] { (byte) (rgb >> 16), (byte) (rgb >> 8),
			(byte) rgb });
		return out.toByteArray();
	}

	@Test
	void greyKeepsItsRawValues() throws IOException {
		final ByteProcessor ramp = new ByteProcessor(16, 16);
		for (int i = 0; i < 256; i++) ramp.set(i, i);
		final float[] expected = Pictures.of(new ImagePlus("", ramp)).values();
		final BufferedImage image = ramp.getBufferedImage();
		final BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
		grey.getRaster().setRect(image.getRaster());
		ImageIO.write(grey, "png", folder.resolve("ramp.png").toFile());
		assertArrayEquals(expected, Picture.open(folder.resolve("ramp.png")).values());
		ImageIO.write(grey, "gif", folder.resolve("ramp.gif").toFile());
		assertArrayEquals(expected, Picture.open(folder.resolve("ramp.gif")).values());
		ImageIO.write(grey, "jpg", folder.resolve("ramp.JPEG").toFile());
		assertArrayEquals(expected, Picture.open(folder.resolve("ramp.JPEG")).values(), 6);
	}

	@Test
	void jpegIsWhatImageJShows() throws IOException {
		final Path file = folder.resolve("noise.jpg");
		ImageIO.write(noise(40, 30).getBufferedImage(), "jpg", file.toFile());
		assertArrayEquals(Pictures.of(new Opener().openImage(file.toString())).values(), Picture.open(file).values());
	}

	@Test
	void everyJpegIsReadAsIfItWereTheOnlyOne() throws IOException {
		final Path colour = folder.resolve("colour.jpg");
		final Path grey = folder.resolve("grey.jpg");
		ImageIO.write(noise(40, 30).getBufferedImage(), "jpg", colour.toFile());
		ImageIO.write(noise(17, 23).convertToByteProcessor().getBufferedImage(), "jpg", grey.toFile());
		final Path half = Files.write(folder.resolve("half.jpg"), half(colour));
		final Path start = Files.write(folder.resolve("start.jpg"), Arrays.copyOf(Files.readAllBytes(colour), 30));
		for (int round = 0; round < 3; round++) {
			for (final Path good : List.of(colour, grey, colour)) assertArrayEquals(Pictures.of(new Opener().openImage(good
				.toString())).values(), Picture.open(good).values(), good + " in round " + round);
			for (final Path damaged : List.of(half, start)) assertThrows(IOException.class, () -> Picture.open(damaged));
		}
	}

	@Test
	void colourProfilesOfJpegFilesAreNotApplied() throws IOException {
		final Path plain = folder.resolve("plain.jpg");
		for (final ImageProcessor image : List.of(noise(40, 30), noise(40, 30).convertToByteProcessor())) {
			ImageIO.write(image.getBufferedImage(), "jpg", plain.toFile());
			final int colours = image.isGrayscale() ? ColorSpace.CS_GRAY : ColorSpace.CS_LINEAR_RGB;
			final float[] expected = Picture.open(plain).values();
			for (final byte[] profile : List.of(ICC_Profile.getInstance(colours).getData(), new byte[200])) {
				final Path file = Files.write(folder.resolve("profile.jpg"), withProfile(Files.readAllBytes(plain), profile));
				assertArrayEquals(expected, Picture.open(file).values(), image + " with " + profile.length + " bytes");
			}
		}
	}

	/** With a profile before all other segments. */
	private static byte[] withProfile(final byte[] jpeg, final byte[] profile) {
		final byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
		final int length = 2 + name.length + 2 + profile.length;
		final int startOfImage = 2;
		return ByteBuffer.allocate(jpeg.length + 2 + length).put(jpeg, 0, startOfImage).putShort((short) 0xffe2).putShort(
			(short) length).put(name).put((byte) 1).put((byte) 1).put(profile).put(jpeg, startOfImage, jpeg.length -
				startOfImage).array();
	}

	@Test
	void tiffKeepsDisplayRangeAndSelection() throws IOException {
		final ImagePlus image = new ImagePlus("", new FloatProcessor(3, 1, new float[] { -1, 0, 3 }));
		image.setDisplayRange(-1, 1);
		image.setRoi(new Roi(1, 0, 2, 1));
		new FileSaver(image).saveAsTiff(folder.resolve("floats.tif").toString());
		final Picture picture = Picture.open(folder.resolve("floats.tif"));
		assertEquals(1, picture.originX());
		assertArrayEquals(new float[] { 127.5f, 255 }, Arrays.copyOf(picture.values(), 2));
	}

	@Test
	void tiffThatImageJReadsNotOrWronglyIsReadAllTheSame() throws IOException {
		final ColorProcessor ramp = new ColorProcessor(80, 64);
		for (int i = 0; i < 80 * 64; i++) ramp.set(i, i % 80 * 3 << 16 | i / 80 * 3 << 8 | 99);
		for (final String way : List.of("JPEG", "tiles")) {
			final Path file = folder.resolve(way + ".tif");
			writeTiff(file, ramp.getBufferedImage(), way);
			assertArrayEquals(expected(ramp), Picture.open(file).values(), 12, way);
			assertArrayEquals(Picture.open(file).values(), Pictures.of(Pictures.openImage(file)).values(), way);
		}
	}

	@Test
	void damageInTheMiddleOfAPackedTiffIsSeen() throws IOException {
		final ColorProcessor noise = noise(40, 30);
		final Path file = folder.resolve("packed.tif");
		writeTiff(file, noise.getBufferedImage(), "Deflate");
		assertArrayEquals(expected(noise), Picture.open(file).values());
		final byte[] content = Files.readAllBytes(file);
		Arrays.fill(content, 1000, 1050, (byte) 0);
		assertRefused("damaged.tif", content);
	}

	private static void writeTiff(final Path file, final BufferedImage image, final String way) throws IOException {
		final var writer = ImageIO.getImageWritersByFormatName("tiff").next();
		final ImageWriteParam how = writer.getDefaultWriteParam();
		if (!way.equals("tiles")) {
			how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			how.setCompressionType(way);
			how.setCompressionQuality(0.95f);
		}
		else {
			how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
			how.setTiling(32, 32, 0, 0);
		}
		final BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
		rgb.getGraphics().drawImage(image, 0, 0, null);
		try (var out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.write(null, new IIOImage(rgb, null, null), how);
		}
		writer.dispose();
	}

	@Test
	void sixteenBitPngIsWhatImageJShows() throws IOException {
		final ShortProcessor ramp = new ShortProcessor(4, 1, new short[] { 100, 200, 300, 1100 }, null);
		ImageIO.write(ramp.get16BitBufferedImage(), "png", folder.resolve("short.png").toFile());
		assertArrayEquals(new float[] { 0, 25.5f, 51, 255 }, Arrays.copyOf(Picture.open(folder.resolve("short.png"))
			.values(), 4));
	}

	@Test
	void rawValuesOfFilesAreThoseStored() throws IOException {
		final BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
		final int[] stored = { 7, 300, 4095, 65535 };
		image.getRaster().setSamples(0, 0, 4, 1, 0, stored);
		ImageIO.write(image, "png", folder.resolve("raw.png").toFile());
		ImageIO.write(image, "tif", folder.resolve("raw.tif").toFile());
		for (final String name : List.of("raw.png", "raw.tif"))
			assertArrayEquals(new float[] { 7, 300, 4095, 65535 }, Picture.open(folder.resolve(name), new InputChannels(1, true))
				.values(), name);
	}

	@Test
	void aFileOfOtherChannelsIsRefusedByItsName() throws IOException {
		ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("colour.png").toFile());
		final String said = assertThrows(WrongChannels.class, () -> Picture.open(folder.resolve("colour.png"), new InputChannels(5,
			false))).getMessage();
		assertTrue(said.endsWith("colour.png' has 3 channels; an image of 5 channels is accepted"), said);
	}

	@Test
	void transparencyLiesOnWhite() throws IOException {
		final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
		image.setRGB(0, 0, 0x00123456);
		image.setRGB(1, 0, 0xff123456);
		ImageIO.write(image, "png", folder.resolve("clear.png").toFile());
		assertArrayEquals(new float[] { 255, 0x12, 255, 0x34, 255, 0x56 }, Picture.open(folder.resolve("clear.png"))
			.values());
	}

	@Test
	void contentCountsNotTheExtension() throws IOException {
		final ColorProcessor noise = noise(9, 9);
		final Path file = folder.resolve("really-png.jpg");
		ImageIO.write(noise.getBufferedImage(), "png", file.toFile());
		assertArrayEquals(expected(noise), Picture.open(file).values());
	}

	@Test
	void damagedAndForeignFilesAreNamedInOneSentence() throws IOException {
		final Path good = folder.resolve("good");
		for (final String format : List.of("jpg", "png", "gif", "bmp")) {
			ImageIO.write(noise(60, 60).getBufferedImage(), format, good.toFile());
			assertRefused("half." + format, half(good));
		}
		new FileSaver(new ImagePlus("", noise(60, 60))).saveAsTiff(good.toString());
		assertRefused("half.tif", half(good));
		assertRefused("start.tif", Arrays.copyOf(Files.readAllBytes(good), 9));
		assertRefused("half.ppm", half(Files.write(good, portableMap(noise(60, 60)))));
		assertRefused("text.jpg", "This is no picture, but a letter.".getBytes());
		assertRefused("empty.png", new byte[0]);
		assertRefused("foreign.dcm", new byte[500]);
		assertRefused("foreign.bin", new byte[] { 1, 9, 7, 127, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
		assertThrows(IOException.class, () -> Picture.open(folder.resolve("missing.jpg")));
		assertThrows(IOException.class, () -> Picture.open(folder));
	}

	@Test
	void pbmThatImageJWouldReadAskewIsRefused() throws IOException {
		Files.write(folder.resolve("even.pbm"), new byte[] { 'P', '4', '\n', '8', ' ', '2', '\n', 85, 0 });
		assertEquals(255, Picture.open(folder.resolve("even.pbm")).get(0, 0, 0));
		assertRefused("odd.pbm", new byte[] { 'P', '4', '\n', '9', ' ', '2', '\n', 85, 0, 0, 0 });
	}

	@Test
	void jpegInPrintingColoursIsRefused() throws IOException {
		final var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
		final var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		final Path file = folder.resolve("cmyk.jpg");
		try (var out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.write(new IIOImage(raster, null, null));
		}
		writer.dispose();
		final IOException error = assertThrows(IOException.class, () -> Picture.open(file));
		assertTrue(error.getMessage().contains("CMYK"), error.getMessage());
	}

	private static byte[] half(final Path file) throws IOException {
		final byte[] whole = Files.readAllBytes(file);
		return Arrays.copyOf(whole, whole.length / 2);
	}

	private void assertRefused(final String name, final byte[] content) throws IOException {
		final Path file = Files.write(folder.resolve(name), content);
		final IOException error = assertThrows(IOException.class, () -> Picture.open(file), name);
		assertTrue(error.getMessage().contains(name), error.getMessage());
		assertTrue(error.getMessage().contains("accepted"), error.getMessage());
	}

	@Test
	void readingLeavesTheStateOfImageJAlone() throws IOException {
		OpenDialog.setLastDirectory("before/");
		IJ.redirectErrorMessages(false);
		final Path file = Files.write(folder.resolve("foreign.dcm"), new byte[500]);
		assertThrows(IOException.class, () -> Picture.open(file));
		assertEquals("before/", OpenDialog.getLastDirectory());
		assertEquals(false, IJ.redirectingErrorMessages());
		OpenDialog.setLastDirectory(null);
	}

	@Test
	void photographsDecodeInParallelAsOneByOne() throws IOException {
		assumeTrue(Files.isDirectory(PHOTOGRAPHS), "The photographs of imagenet-samples are not here");
		final List<Path> files = PictureFolder.list(PHOTOGRAPHS).files().subList(0, 100);
		final int[] oneByOne = new int[files.size()];
		for (int i = 0; i < oneByOne.length; i++) oneByOne[i] = Arrays.hashCode(Picture.open(files.get(i)).values());
		final int[] parallel = files.parallelStream().mapToInt(file -> {
			try {
				return Arrays.hashCode(Picture.open(file).values());
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}).toArray();
		assertArrayEquals(oneByOne, parallel);
		assertEquals(100, Arrays.stream(oneByOne).distinct().count());
	}

	@Test
	void photographsAreWhatImageJShows() throws IOException {
		assumeTrue(Files.isDirectory(PHOTOGRAPHS), "The photographs of imagenet-samples are not here");
		for (final Path file : PictureFolder.list(PHOTOGRAPHS).files().subList(0, 20))
			assertArrayEquals(Pictures.of(new Opener().openImage(file.toString())).values(), Picture.open(file).values(),
				file.toString());
	}
}
