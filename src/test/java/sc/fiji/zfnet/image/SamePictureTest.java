package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.testing.TiffFile;

/**
 * The same picture gives the same answer in whatever container it comes. Its values are multiples of 17, from 0 to 255 in each
 * channel, so that four bits hold them and every display range is the whole one.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SamePictureTest {

	private static final int WIDTH = 80;
	private static final int HEIGHT = 72;
	private static final int SIZE = WIDTH * HEIGHT;
	private static final int STEP = 17;
	private static final int LITTLE = 0;
	private static final int BIG = 1;

	@TempDir
	private Path folder;

	private Classifier classifier;

	@BeforeAll
	void open() throws IOException {
		final ModelFolder model = ModelFolder.open(Path.of("models", "zfnet-tiny"));
		classifier = new Classifier(new NetworkSession(model.load(), EngineOptions.DEFAULT), model.preprocessing(), model
			.labels());
	}

	@AfterAll
	void close() {
		classifier.close();
	}

	/** One of the 16 levels, from 0 to 15. */
	private static int level(final int pixel, final int channel) {
		final int x = pixel % WIDTH;
		final int y = pixel / WIDTH;
		final double waves = Math.sin(x * (0.1 + 0.05 * channel)) + Math.cos(y * (0.13 - 0.03 * channel)) + x * y % 7 * 0.1;
		return x < 2 ? 0 : x > WIDTH - 3 ? 15 : (int) Math.min(Math.max((waves + 2) * 4, 0), 15);
	}

	private static int grey(final int pixel) {
		return STEP * level(pixel, 0);
	}

	private static int rgb(final int pixel) {
		return STEP * (level(pixel, 0) << 16 | level(pixel, 1) << 8 | level(pixel, 2));
	}

	private static BufferedImage image(final int type, final boolean colour) {
		final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
		for (int i = 0; i < SIZE; i++)
			if (colour) image.setRGB(i % WIDTH, i / WIDTH, 0xff000000 | rgb(i));
			else for (int c = 0; c < image.getRaster().getNumBands(); c++)
				image.getRaster().setSample(i % WIDTH, i / WIDTH, c, grey(i));
		return image;
	}

	/** Samples of any depth from the 16 levels. */
	private static BufferedImage deep(final int bands, final int max, final int dataType) {
		final boolean alpha = bands % 2 == 0;
		final WritableRaster raster = Raster.createInterleavedRaster(dataType, WIDTH, HEIGHT, bands, null);
		for (int i = 0; i < SIZE; i++)
			for (int c = 0; c < bands; c++)
				raster.setSample(i % WIDTH, i / WIDTH, c, alpha && c == bands - 1 ? max : max / 15 * level(i, c));
		return new BufferedImage(new ComponentColorModel(ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY
			: ColorSpace.CS_sRGB), alpha, false, alpha ? 3 : 1, dataType), raster, false, null);
	}

	/** A palette whose entry i is level perm(i), so that an index is no brightness. */
	private static BufferedImage palette(final int bits) {
		final int colours = 1 << bits;
		final byte[] levels = new byte[colours];
		for (int i = 0; i < colours; i++)
			levels[i] = (byte) (STEP * (i * 5 % 16));
		final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, bits < 8 ? BufferedImage.TYPE_BYTE_BINARY
			: BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(bits, colours, levels, levels, levels));
		for (int i = 0; i < SIZE; i++)
			image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, level(i, 0) * 13 % 16);
		return image;
	}

	/** The grey ramp of so few bits, as PNG files of 1, 2 and 4 bits have it. */
	private static BufferedImage greyOf(final int bits) {
		final int colours = 1 << bits;
		final byte[] levels = new byte[colours];
		for (int i = 0; i < colours; i++)
			levels[i] = (byte) (255 * i / (colours - 1));
		final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(bits,
			colours, levels, levels, levels));
		for (int i = 0; i < SIZE; i++)
			image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, level(i, 0) >> 4 - bits);
		return image;
	}

	private Path write(final String name, final BufferedImage image, final String format) throws IOException {
		final Path file = folder.resolve(name);
		assertTrue(ImageIO.write(image, format, file.toFile()), name + " can be written");
		return file;
	}

	/** With Java's writer of TIFF. */
	private Path tiff(final String name, final BufferedImage image, final String compression, final boolean tiles)
		throws IOException
	{
		final var writer = ImageIO.getImageWritersByFormatName("tiff").next();
		final ImageWriteParam how = writer.getDefaultWriteParam();
		if (compression != null) {
			how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			how.setCompressionType(compression);
			how.setCompressionQuality(0.98f);
		}
		if (tiles) {
			how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
			how.setTiling(32, 32, 0, 0);
		}
		final Path file = folder.resolve(name);
		try (var out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.write(null, new IIOImage(image, null, null), how);
		}
		writer.dispose();
		return file;
	}

	/** With a header of one's own. */
	private Path made(final String name, final int order, final int bits, final int samples, final Map<Integer, Integer> header,
		final ToIntBiFunction<Integer, Integer> level) throws IOException
	{
		final TiffFile tiff = new TiffFile(order == BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, WIDTH, HEIGHT, bits,
			samples);
		header.forEach((tag, value) -> tiff.with(tag, tag == TiffFile.SAMPLE_FORMAT ? TiffFile.repeated(value, samples)
			: new long[] { value }));
		final int format = header.getOrDefault(TiffFile.SAMPLE_FORMAT, 1);
		final boolean planar = header.getOrDefault(TiffFile.PLANAR, 1) == 2;
		final boolean white = header.getOrDefault(TiffFile.PHOTOMETRIC, 1) == 0;
		final long[] values = new long[SIZE * samples];
		for (int i = 0; i < SIZE; i++)
			for (int c = 0; c < samples; c++) {
				final int wanted = level.applyAsInt(i, c);
				values[planar ? c * SIZE + i : i * samples + c] = value(white ? 15 - wanted : wanted, bits, format);
			}
		return tiff.write(folder.resolve(name), values);
	}

	private static long value(final int level, final int bits, final int format) {
		if (format == 3) return bits == Double.SIZE ? Double.doubleToRawLongBits(1000.0 * level - 5000) : Float
			.floatToRawIntBits(1000f * level - 5000);
		if (format == 2) return 100 * level - 700;
		return bits < 4 ? level >> 4 - bits : ((1L << bits) - 1) / 15 * level;
	}

	private byte[] portable(final boolean colour) throws IOException {
		final var out = new ByteArrayOutputStream();
		out.write(((colour ? "P6" : "P5") + "\n" + WIDTH + " " + HEIGHT + "\n255\n").getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < SIZE; i++)
			if (colour) out.write(new byte[] { (byte) (rgb(i) >> 16), (byte) (rgb(i) >> 8), (byte) rgb(i) });
			else out.write(grey(i));
		return out.toByteArray();
	}

	private static ImagePlus imageJ(final int bits) {
		final ImagePlus image = new ImagePlus("same", switch (bits) {
			case 8 -> new ByteProcessor(WIDTH, HEIGHT);
			case 16 -> new ShortProcessor(WIDTH, HEIGHT);
			case 32 -> new FloatProcessor(WIDTH, HEIGHT);
			default -> new ColorProcessor(WIDTH, HEIGHT);
		});
		for (int i = 0; i < SIZE; i++)
			switch (bits) {
				case 8, 16 -> image.getProcessor().set(i, grey(i) * (bits == 16 ? 100 : 1));
				case 32 -> image.getProcessor().setf(i, grey(i) / 7f - 3);
				default -> image.getProcessor().set(i, 0xff000000 | rgb(i));
			}
		image.resetDisplayRange();
		return image;
	}

	private Path saved(final String name, final ImagePlus image) {
		final Path file = folder.resolve(name);
		final FileSaver saver = new FileSaver(image);
		final String path = file.toString();
		assertTrue(name.endsWith(".zip") ? saver.saveAsZip(path) : name.endsWith(".fits") ? saver.saveAsFits(path) : name
			.endsWith(".gif") ? saver.saveAsGif(path) : name.endsWith(".bmp") ? saver.saveAsBmp(path) : name.endsWith(".pgm")
				? saver.saveAsPgm(path) : saver.saveAsTiff(path), name + " can be written");
		return file;
	}

	/** The one kind of DICOM that is easily written: 16 bits, little endian, everything explicit. */
	private Path dicom() throws IOException {
		final var pixels = new ByteArrayOutputStream();
		for (int i = 0; i < SIZE; i++)
			pixels.write(new byte[] { (byte) (grey(i) * 100), (byte) (grey(i) * 100 >> 8) });
		final var out = new ByteArrayOutputStream();
		out.write(new byte[128]);
		out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII));
		element(out, 0x0028, 0x0002, "US", new byte[] { 1, 0 });
		element(out, 0x0028, 0x0004, "CS", "MONOCHROME2 ".getBytes(StandardCharsets.US_ASCII));
		element(out, 0x0028, 0x0010, "US", new byte[] { HEIGHT, 0 });
		element(out, 0x0028, 0x0011, "US", new byte[] { WIDTH, 0 });
		element(out, 0x0028, 0x0100, "US", new byte[] { 16, 0 });
		element(out, 0x0028, 0x0101, "US", new byte[] { 16, 0 });
		element(out, 0x0028, 0x0102, "US", new byte[] { 15, 0 });
		element(out, 0x0028, 0x0103, "US", new byte[] { 0, 0 });
		element(out, 0x7fe0, 0x0010, "OW", pixels.toByteArray());
		return Files.write(folder.resolve("grey16.dcm"), out.toByteArray());
	}

	private static void element(final ByteArrayOutputStream out, final int group, final int number, final String kind,
		final byte[] value) throws IOException
	{
		out.write(new byte[] { (byte) group, (byte) (group >> 8), (byte) number, (byte) (number >> 8), (byte) kind.charAt(0),
			(byte) kind.charAt(1) });
		if (kind.equals("OW")) out.write(new byte[] { 0, 0, (byte) value.length, (byte) (value.length >> 8),
			(byte) (value.length >> 16), 0 });
		else out.write(new byte[] { (byte) value.length, 0 });
		out.write(value);
	}

	private Map<String, Path> greyFiles() throws IOException {
		final BufferedImage grey = image(BufferedImage.TYPE_BYTE_GRAY, false);
		final Map<String, Path> files = new LinkedHashMap<>();
		for (final String format : List.of("png", "bmp", "gif"))
			add(files, write("grey8." + format, grey, format));
		add(files, write("grey4.png", greyOf(4), "png"));
		add(files, write("palette4.png", palette(4), "png"));
		add(files, write("palette8.png", palette(8), "png"));
		add(files, write("palette4.gif", palette(4), "gif"));
		add(files, write("palette8.bmp", palette(8), "bmp"));
		add(files, write("palette4.bmp", palette(4), "bmp"));
		add(files, write("grey16.png", deep(1, 65535, DataBuffer.TYPE_USHORT), "png"));
		add(files, write("grey-opacity8.png", deep(2, 255, DataBuffer.TYPE_BYTE), "png"));
		add(files, write("grey-opacity16.png", deep(2, 65535, DataBuffer.TYPE_USHORT), "png"));
		for (final String compression : Arrays.asList(null, "LZW", "ZLib", "PackBits", "Deflate"))
			add(files, tiff("grey8-" + compression + ".tif", grey, compression, false));
		add(files, tiff("palette8.tif", palette(8), "LZW", false));
		add(files, tiff("palette4.tif", palette(4), "LZW", false));
		add(files, tiff("tiles.tif", grey, "ZLib", true));
		for (final int order : new int[] { LITTLE, BIG }) {
			final String end = order == BIG ? "-big.tif" : "-little.tif";
			add(files, made("made4" + end, order, 4, 1, Map.of(), SamePictureTest::level));
			add(files, made("made16" + end, order, 16, 1, Map.of(), SamePictureTest::level));
			add(files, made("made16-predicted-lzw" + end, order, 16, 1, Map.of(TiffFile.COMPRESSION, TiffFile.LZW,
				TiffFile.PREDICTOR, 2), SamePictureTest::level));
			add(files, made("made16-predicted-zip" + end, order, 16, 1, Map.of(TiffFile.COMPRESSION, TiffFile.ZIP,
				TiffFile.PREDICTOR, 2), SamePictureTest::level));
			add(files, made("made16-sign" + end, order, 16, 1, Map.of(TiffFile.SAMPLE_FORMAT, 2), SamePictureTest::level));
			add(files, made("made32" + end, order, 32, 1, Map.of(), SamePictureTest::level));
			add(files, made("made32-predicted" + end, order, 32, 1, Map.of(TiffFile.COMPRESSION, TiffFile.LZW,
				TiffFile.PREDICTOR, 2), SamePictureTest::level));
			add(files, made("made32-float" + end, order, 32, 1, Map.of(TiffFile.SAMPLE_FORMAT, 3), SamePictureTest::level));
			add(files, made("made32-float-predicted" + end, order, 32, 1, Map.of(TiffFile.SAMPLE_FORMAT, 3,
				TiffFile.COMPRESSION, TiffFile.ZIP, TiffFile.PREDICTOR, 2), SamePictureTest::level));
			add(files, made("made64-float" + end, order, 64, 1, Map.of(TiffFile.SAMPLE_FORMAT, 3), SamePictureTest::level));
		}
		add(files, made("white-is-zero.tif", BIG, 8, 1, Map.of(TiffFile.PHOTOMETRIC, 0), SamePictureTest::level));
		add(files, Files.write(folder.resolve("grey8.ppm"), portable(false)));
		for (final int bits : new int[] { 8, 16, 32 })
			add(files, saved("imagej" + bits + ".tif", imageJ(bits)));
		add(files, saved("imagej8.pgm", imageJ(8)));
		add(files, saved("imagej8.zip", imageJ(8)));
		add(files, saved("imagej16.fits", imageJ(16)));
		add(files, saved("imagej32.fits", imageJ(32)));
		add(files, dicom());
		return files;
	}

	private Map<String, Path> colourFiles() throws IOException {
		final Map<String, Path> files = new LinkedHashMap<>();
		final BufferedImage rgb = image(BufferedImage.TYPE_3BYTE_BGR, true);
		add(files, write("rgb8.png", rgb, "png"));
		add(files, write("rgb8.bmp", rgb, "bmp"));
		add(files, write("rgba8.png", image(BufferedImage.TYPE_4BYTE_ABGR, true), "png"));
		add(files, write("rgb16.png", deep(3, 65535, DataBuffer.TYPE_USHORT), "png"));
		add(files, write("rgba16.png", deep(4, 65535, DataBuffer.TYPE_USHORT), "png"));
		for (final String compression : Arrays.asList(null, "LZW", "ZLib", "PackBits"))
			add(files, tiff("rgb8-" + compression + ".tif", rgb, compression, false));
		add(files, tiff("rgb8-tiles.tif", rgb, "LZW", true));
		for (final int order : new int[] { LITTLE, BIG }) {
			final String end = order == BIG ? "-big.tif" : "-little.tif";
			for (final int bits : new int[] { 8, 16 })
				for (final int planar : new int[] { 1, 2 }) {
					add(files, made("rgb" + bits + "-planes" + planar + end, order, bits, 3, Map.of(TiffFile.PLANAR, planar),
						SamePictureTest::level));
					add(files, made("rgb" + bits + "-planes" + planar + "-predicted" + end, order, bits, 3, Map.of(TiffFile.PLANAR,
						planar, TiffFile.COMPRESSION, TiffFile.LZW, TiffFile.PREDICTOR, 2), SamePictureTest::level));
				}
			add(files, made("rgba16" + end, order, 16, 4, Map.of(TiffFile.EXTRA_SAMPLES, 2, TiffFile.COMPRESSION, TiffFile.ZIP), (
				i, c) -> c == 3 ? 15 : level(i, c)));
			add(files, made("rgb32-float" + end, order, 32, 3, Map.of(TiffFile.SAMPLE_FORMAT, 3), SamePictureTest::level));
		}
		add(files, Files.write(folder.resolve("rgb8.ppm"), portable(true)));
		add(files, saved("imagej-rgb.tif", imageJ(24)));
		add(files, saved("imagej-rgb.zip", imageJ(24)));
		return files;
	}

	private static void add(final Map<String, Path> files, final Path file) {
		files.put(file.getFileName().toString(), file);
	}

	private float[] answer(final Picture picture) {
		return classifier.probabilities(List.of(classifier.input(ScaledPicture.forInput(picture, classifier.network()
			.inputShape()).centre())))[0];
	}

	@Test
	void greyPicturesOfAllContainersGiveOneAnswer() throws IOException {
		final Map<String, Path> files = greyFiles();
		assertTrue(files.size() > 40, files.keySet().toString());
		final float[] expected = answer(Pictures.of(imageJ(8)));
		for (final var file : files.entrySet()) {
			final Picture picture = Picture.open(file.getValue());
			for (int i = 0; i < SIZE; i++)
				assertEquals(grey(i), picture.get(i % WIDTH, i / WIDTH, i % 3), 1e-3, file.getKey() + " at " + i);
			assertArrayEquals(expected, answer(picture), 1e-5f, file.getKey());
			assertArrayEquals(expected, answer(Pictures.of(Pictures.openImage(file.getValue()))), 0.02f, file.getKey() +
				" as an image");
		}
	}

	@Test
	void colourPicturesOfAllContainersGiveOneAnswer() throws IOException {
		final Map<String, Path> files = colourFiles();
		assertTrue(files.size() > 30, files.keySet().toString());
		final float[] expected = answer(Pictures.of(imageJ(24)));
		for (final var file : files.entrySet()) {
			final Picture picture = Picture.open(file.getValue());
			for (int i = 0; i < SIZE; i++)
				for (int c = 0; c < 3; c++)
					assertEquals(STEP * level(i, c), picture.get(i % WIDTH, i / WIDTH, c), 1e-3, file.getKey() + " at " + i);
			assertArrayEquals(expected, answer(picture), 1e-5f, file.getKey());
			assertArrayEquals(expected, answer(Pictures.of(Pictures.openImage(file.getValue()))), 0.02f, file.getKey() +
				" as an image");
		}
	}

	@Test
	void fewerBitsGiveTheirBrightness() throws IOException {
		for (final int bits : new int[] { 1, 2 })
			for (final Path file : List.of(write("grey" + bits + ".png", greyOf(bits), "png"), made("grey" + bits + ".tif", BIG,
				bits, 1, Map.of(), SamePictureTest::level), made("packed" + bits + ".tif", BIG, bits, 1, Map.of(
					TiffFile.COMPRESSION, TiffFile.PACK_BITS), SamePictureTest::level)))
				for (int i = 0; i < SIZE; i++)
					assertEquals(255 * (level(i, 0) >> 4 - bits) / ((1 << bits) - 1), Picture.open(file).get(i % WIDTH, i / WIDTH, 1),
						file.toString());
	}

	@Test
	void lossyFilesGiveNearlyTheSame() throws IOException {
		final BufferedImage smooth = image(BufferedImage.TYPE_3BYTE_BGR, true);
		final float[] expected = answer(Pictures.of(imageJ(24)));
		for (final Path file : List.of(write("lossy.jpg", smooth, "jpg"), tiff("lossy.tif", smooth, "JPEG", false))) {
			final float[] found = answer(Picture.open(file));
			for (int i = 0; i < found.length; i++)
				assertEquals(expected[i], found[i], 0.1f, file + " class " + i);
		}
	}

	@Test
	void otherColoursAreTurnedIntoRgbOrRefused() throws IOException {
		final TiffFile lab = new TiffFile(ByteOrder.BIG_ENDIAN, 2, 1, 8, 3).with(TiffFile.PHOTOMETRIC, 8);
		// L* 53.2, a* 80, b* 67 is red, L* 100 white; as RGB they would be (136, 80, 67) and (255, 0, 0).
		final Picture red = Picture.open(lab.write(folder.resolve("lab.tif"), new long[] { 136, 80, 67, 255, 0, 0 }));
		assertArrayEquals(new float[] { 255, 255, 0, 255, 0, 255 }, red.values(), 3);
		final TiffFile video = new TiffFile(ByteOrder.BIG_ENDIAN, 2, 1, 8, 3).with(TiffFile.PHOTOMETRIC, 6).with(
			TiffFile.SUBSAMPLING, 1, 1);
		final Picture same = Picture.open(video.write(folder.resolve("ycbcr.tif"), new long[] { 76, 85, 255, 255, 128, 128 }));
		assertArrayEquals(new float[] { 255, 255, 0, 255, 0, 255 }, same.values(), 3);
		final TiffFile ink = new TiffFile(ByteOrder.BIG_ENDIAN, 2, 1, 8, 4).with(TiffFile.PHOTOMETRIC, 5);
		final Path cmyk = ink.write(folder.resolve("cmyk.tif"), new long[8]);
		final IOException error = assertThrows(IOException.class, () -> Picture.open(cmyk));
		assertTrue(error.getMessage().contains("CMYK"), error.getMessage());
	}

	@Test
	void damageIsSeenHoweverTheStripsArePacked() throws IOException {
		for (final int bits : new int[] { 8, 16 }) {
			final Path whole = made("whole.tif", BIG, bits, 1, Map.of(TiffFile.COMPRESSION, TiffFile.LZW, TiffFile.PREDICTOR, 2),
				SamePictureTest::level);
			final byte[] content = Files.readAllBytes(whole);
			final byte[] damaged = content.clone();
			Arrays.fill(damaged, 1000, 1050, (byte) 255);
			final Path file = Files.write(folder.resolve("damaged.tif"), damaged);
			final IOException error = assertThrows(IOException.class, () -> Picture.open(file));
			assertTrue(error.getMessage().contains("damaged"), error.getMessage());
			final Path half = Files.write(folder.resolve("half.tif"), Arrays.copyOf(content, content.length / 2));
			assertThrows(IOException.class, () -> Picture.open(half));
		}
	}

	/** Where the first strip begins, right after the header. */
	private static final int FIRST_STRIP = 8;

	/** LZW codes of nine bits, as a strip begins. */
	private static void putCode(final byte[] content, final int number, final int code) {
		for (int i = 0; i < 9; i++) {
			final int bit = 9 * number + i;
			final int at = FIRST_STRIP + bit / 8;
			content[at] = (byte) (content[at] & ~(128 >> bit % 8) | (code >> 8 - i & 1) * (128 >> bit % 8));
		}
	}

	@Test
	void anEndInTheMiddleOfAnLzwStripAndCodesThatDoNotExistAreSeen() throws IOException {
		final byte[] whole = Files.readAllBytes(made("lzw.tif", BIG, 8, 1, Map.of(TiffFile.COMPRESSION, TiffFile.LZW),
			SamePictureTest::level));
		// The end; a code after two that have added one to the table, whose next is 259; a code with none before it.
		for (final int[] change : new int[][] { { 50, 257 }, { 3, 300 }, { 1, 258 } }) {
			final byte[] damaged = whole.clone();
			putCode(damaged, change[0], change[1]);
			final Path file = Files.write(folder.resolve("codes.tif"), damaged);
			final IOException error = assertThrows(IOException.class, () -> Picture.open(file), Arrays.toString(change));
			assertTrue(error.getMessage().contains("damaged"), error.getMessage());
		}
	}

	@Test
	void everyDamagedByteOfZipStripsIsSeen() throws IOException {
		final Path file = made("zip.tif", BIG, 8, 1, Map.of(TiffFile.COMPRESSION, TiffFile.ZIP), SamePictureTest::level);
		final byte[] whole = Files.readAllBytes(file);
		final float[] values = Picture.open(file).values();
		for (int at = FIRST_STRIP; at < 400; at += 3) {
			final byte[] damaged = whole.clone();
			damaged[at] ^= 16;
			final Path changed = Files.write(folder.resolve("zip-damaged.tif"), damaged);
			try {
				assertArrayEquals(values, Picture.open(changed).values(), "byte " + at);
			}
			catch (final IOException exc) {
				assertTrue(exc.getMessage().contains("damaged"), exc.getMessage());
			}
		}
	}

	@Test
	void aPackBitsStripThatHoldsTooLittleIsSeen() throws IOException {
		final byte[] whole = Files.readAllBytes(made("runs.tif", BIG, 8, 1, Map.of(TiffFile.COMPRESSION, TiffFile.PACK_BITS),
			SamePictureTest::level));
		// The last of five runs of 128 bytes, with the byte that says so, becomes bytes that say nothing.
		Arrays.fill(whole, FIRST_STRIP + 4 * 129, FIRST_STRIP + 5 * 129, (byte) -128);
		final Path file = Files.write(folder.resolve("runs-damaged.tif"), whole);
		assertThrows(IOException.class, () -> Picture.open(file));
	}

	@Test
	void valuesThatAreNotFiniteAreRefusedByNumber() throws IOException {
		for (final double odd : new double[] { Double.NaN, Double.POSITIVE_INFINITY }) {
			final Path file = new TiffFile(ByteOrder.BIG_ENDIAN, 3, 1, 64, 1).with(TiffFile.SAMPLE_FORMAT, 3).write(folder.resolve(
				"odd.tif"), new long[] { 0, Double.doubleToRawLongBits(5), Double.doubleToRawLongBits(odd) });
			final IOException error = assertThrows(IOException.class, () -> Picture.open(file));
			assertTrue(error.getMessage().contains("1 value that is NaN or infinite"), error.getMessage());
		}
		final ImagePlus image = new ImagePlus("odd", new FloatProcessor(3, 1, new float[] { 0, 5, Float.POSITIVE_INFINITY }));
		final var error = assertThrows(IllegalArgumentException.class, () -> Pictures.of(image));
		assertTrue(error.getMessage().contains("'odd'") && error.getMessage().contains("infinite"), error.getMessage());
	}
}
