package sc.fiji.zfnet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.zfnet.files.Table;

class OutputFolderTest {

	@TempDir
	private Path parent;

	private List<String> written() throws IOException {
		try (var files = Files.list(parent)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void missingFolderIsMade() throws IOException {
		final OutputFolder folder = OutputFolder.at(parent.resolve("a/b"));
		folder.writeCsv("t.csv", Table.of("x").with(List.of(List.of(1))));
		assertEquals("x\n1\n", Files.readString(parent.resolve("a/b/t.csv")));
	}

	@Test
	void tiffKeepsValuesLabelsAndCalibration() throws IOException {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice("first", new FloatProcessor(2, 1, new float[] { -1.25f, Float.NaN }));
		stack.addSlice("second", new FloatProcessor(2, 1, new float[] { 1e-20f, 3e20f }));
		final ImagePlus image = new ImagePlus("i", stack);
		image.getCalibration().pixelWidth = 4;
		image.getCalibration().xOrigin = -2;
		image.getCalibration().setUnit("pixel");
		OutputFolder.at(parent).writeTiff("i.tif", image);
		final ImagePlus read = new Opener().openImage(parent.resolve("i.tif").toString());
		assertArrayEquals(new float[] { -1.25f, Float.NaN }, (float[]) read.getStack().getPixels(1));
		assertArrayEquals(new float[] { 1e-20f, 3e20f }, (float[]) read.getStack().getPixels(2));
		assertEquals("second", read.getStack().getSliceLabel(2));
		assertEquals(4, read.getCalibration().pixelWidth);
		assertEquals(-2, read.getCalibration().xOrigin);
		assertEquals("i", image.getTitle());
		assertEquals(List.of("i.tif"), written());
	}

	@Test
	void colourHyperstackOpensAsItWas() throws IOException {
		final var frame = ArrayImgs.floats(new float[] { 2, -2, 0, 1, 0, 0 }, 2, 1, 3);
		final ImagePlus image = new HyperstackBuilder().add(frame, "map 3").add(frame, "map 7").signed("projection");
		assertEquals("[2, 1, 3, 1, 2]", Arrays.toString(image.getDimensions()));
		OutputFolder.at(parent).writeTiff("p.tif", image);
		final ImagePlus read = new Opener().openImage(parent.resolve("p.tif").toString());
		assertEquals("[2, 1, 3, 1, 2]", Arrays.toString(read.getDimensions()));
		assertTrue(read.isComposite() && read.isHyperStack());
		assertEquals(IJ.COMPOSITE, read.getDisplayMode());
		for (int c = 1; c <= 3; c++) {
			read.setPosition(c, 1, 2);
			assertEquals(-2, read.getDisplayRangeMin());
			assertEquals(2, read.getDisplayRangeMax());
			assertEquals("map 7", read.getStack().getSliceLabel(read.getCurrentSlice()));
		}
		assertArrayEquals(new float[] { 0, 1 }, (float[]) read.getStack().getPixels(5));
		// Displayed: full red and none, middle and three quarters of green, middle blue.
		assertArrayEquals(new float[] { 255, 0, 127.5f, 191.25f, 127.5f, 127.5f }, Pictures.of(read).values(),
			0.01f);
	}

	@Test
	void pagesOfAnEarlierLongerRunAreGoneAndOtherFilesStay() throws IOException {
		final OutputFolder folder = OutputFolder.at(parent);
		folder.writePng("page-notes.png", new ImagePlus("", new ByteProcessor(2, 2)));
		for (final int count : new int[] { 4, 2 }) {
			folder.writePngs("page", count, page -> new ByteProcessor(1 + page, 3));
			for (int page = 1; page <= 5; page++)
				assertEquals(page <= count, Files.exists(parent.resolve(page == 1 ? "page.png" : "page-" + page + ".png")), page +
					" of " + count);
		}
		assertEquals(2, ImageIO.read(parent.resolve("page-2.png").toFile()).getWidth());
		assertTrue(Files.exists(parent.resolve("page-notes.png")));
	}

	@Test
	void pngIsTheImageAsDisplayedWithItsOverlay() throws IOException {
		final ImagePlus image = new ImagePlus("", new ColorProcessor(20, 20));
		OutputFolder.at(parent).writePng("plain.png", image);
		assertEquals(0xff000000, ImageIO.read(parent.resolve("plain.png").toFile()).getRGB(10, 10));
		final Roi roi = new Roi(5, 5, 10, 10);
		roi.setFillColor(Color.RED);
		image.setOverlay(new Overlay(roi));
		OutputFolder.at(parent).writePng("drawn.png", image);
		assertEquals(0xffff0000, ImageIO.read(parent.resolve("drawn.png").toFile()).getRGB(10, 10));
	}

	@Test
	void olderFileIsReplaced() throws IOException {
		Files.writeString(parent.resolve("t.csv"), "a much longer older file");
		OutputFolder.at(parent).writeCsv("t.csv", Table.of("x"));
		assertEquals("x\n", Files.readString(parent.resolve("t.csv")));
	}

	@Test
	void failureLeavesNothingBehind() throws IOException {
		Files.createDirectories(parent.resolve("t.csv/inside"));
		final IOException error = assertThrows(IOException.class, () -> OutputFolder.at(parent).writeCsv("t.csv", Table.of(
			"x")));
		assertTrue(error.getMessage().contains("'t.csv'"));
		assertEquals(List.of("t.csv"), written());
		Files.writeString(parent.resolve("i.tif"), "older");
		final ImagePlus broken = new ImagePlus("", new FloatProcessor(4, 4)) {

			@Override
			public FileInfo getFileInfo() {
				final FileInfo info = super.getFileInfo();
				info.pixels = new float[3];
				return info;
			}
		};
		assertThrows(IOException.class, () -> OutputFolder.at(parent).writeTiff("i.tif", broken));
		assertEquals("older", Files.readString(parent.resolve("i.tif")));
		assertEquals(List.of("i.tif", "t.csv"), written());
	}

	@Test
	void failureLeavesImageJsErrorMessagesAsTheyWere() throws IOException {
		IJ.redirectErrorMessages(false);
		final OutputFolder output = OutputFolder.at(parent.resolve("gone"));
		Files.delete(output.path());
		assertThrows(IOException.class, () -> output.writeTiff("a.tif", new ImagePlus("", new ByteProcessor(2, 2))));
		assertFalse(IJ.redirectingErrorMessages());
	}

	@Test
	void fileInPlaceOfTheFolderIsAnError() throws IOException {
		final Path file = Files.createFile(parent.resolve("file"));
		final IOException error = assertThrows(IOException.class, () -> OutputFolder.at(file));
		assertTrue(error.getMessage().contains("'" + file + "'"));
		assertThrows(IOException.class, () -> OutputFolder.check(file));
		assertThrows(IOException.class, () -> OutputFolder.check(file.resolve("below/it")));
		OutputFolder.check(parent.resolve("below/it"));
		assertFalse(Files.exists(parent.resolve("below")));
	}
}
