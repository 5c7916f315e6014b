package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Filters and Spectra through macros. */
class FiltersAndSpectraTest {

	@TempDir
	private Path folder;
	private Path model;

	@BeforeEach
	void installModel() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
	}

	private String run(final String keys) {
		return "run('Filters and Spectra...', 'model=[" + model + "] output=[" + folder.resolve("out") + "] " + keys + "');";
	}

	private static double number(final String line, final int column) {
		return Double.parseDouble(line.split(",")[column]);
	}

	@Test
	void everyFilterHasARowWhoseSharesSumToOneAndWhoseRmsIsThatOfItsWeights() throws IOException {
		assertEquals("6", MacroRunner.value(run("") + "return '' + nResults;"));
		final List<String> lines = Files.readAllLines(folder.resolve("out/spectrum.csv"));
		assertTrue(lines.get(0).startsWith("filter,low,mid,high,rms,dead"), lines.get(0));
		assertEquals(7, lines.size());
		final float[] kernel = TestModels.chain().weights().of("conv1").kernel();
		for (int filter = 0; filter < 6; filter++) {
			final String line = lines.get(1 + filter);
			assertEquals(1, number(line, 1) + number(line, 2) + number(line, 3), 1e-9, line);
			double squares = 0;
			for (int i = 0; i < 75; i++)
				squares += Math.pow(kernel[filter * 75 + i], 2);
			assertEquals(Math.sqrt(squares / 75), number(line, 4), 1e-9, line);
			assertEquals("false", line.split(",")[5]);
		}
		final List<String> summary = Files.readAllLines(folder.resolve("out/spectra.csv"));
		assertTrue(summary.get(0).startsWith("low,mid,high,dead,aliasing"), summary.get(0));
		assertEquals(2, summary.size());
		assertEquals(1, number(summary.get(1), 0) + number(summary.get(1), 1) + number(summary.get(1), 2), 1e-9);
		assertEquals("", summary.get(1).split(",")[4], "without a picture aliasing is not measured");
	}

	@Test
	void filtersAreAMontageOfTheWeightsInRedGreenBlue() {
		MacroRunner.value(run("layer=conv1"));
		final ImagePlus filters = IJ.openImage(folder.resolve("out/filters.tif").toString());
		assertEquals("17 11 3 32", filters.getWidth() + " " + filters.getHeight() + " " + filters.getNChannels() + " " + filters
			.getBitDepth());
		final float[] kernel = TestModels.chain().weights().of("conv1").kernel();
		for (int filter = 0; filter < 6; filter++)
			for (int c = 0; c < 3; c++)
				for (int y = 0; y < 5; y++)
					for (int x = 0; x < 5; x++)
						// The network's channels are blue, green, red.
						assertEquals(kernel[((filter * 3 + 2 - c) * 5 + y) * 5 + x], filters.getStack().getProcessor(c + 1).getf(filter %
							3 * 6 + x, filter / 3 * 6 + y));
	}

	@Test
	void aliasingIsMeasuredWithAnImageOrAFolder() throws IOException {
		final String noise = "newImage('noise', 'RGB white', 60, 50, 1); run('Add Specified Noise...', 'standard=90');";
		MacroRunner.value("setBatchMode(true);" + noise + run(""));
		final String row = Files.readAllLines(folder.resolve("out/spectra.csv")).get(1);
		assertTrue(number(row, 4) > 0 && number(row, 5) > 0 && number(row, 6) > 0, row);
		assertEquals(1, number(row, 7));
		assertEquals(number(row, 5) / number(row, 6), number(row, 4), 1e-3 * number(row, 4));
		Files.createDirectories(folder.resolve("pictures/deep"));
		MacroRunner.value("setBatchMode(true);" + noise + "saveAs('PNG', '" + folder.resolve("pictures/a.png") + "'); saveAs('PNG', '" +
			folder.resolve("pictures/deep/b.png") + "');" + run("folder=[" + folder.resolve("pictures") + "]"));
		final String two = Files.readAllLines(folder.resolve("out/spectra.csv")).get(1);
		assertEquals(2, number(two, 7));
		for (final String figure : new String[] { "filters.png", "spectrum.png", "second-layer.png" })
			assertTrue(Files.exists(folder.resolve("out").resolve(figure)), figure);
	}

	@Test
	void aLayerThatDoesNotReadTheInputIsRefusedAndNothingIsWritten() {
		assertEquals("Filters and Spectra...: Layer 'relu2' is Convolution of pool1; a convolution that reads the input 'data', " +
			"or its rectification, is accepted", MacroRunner.run(run("layer=relu2")).error());
		assertFalse(Files.exists(folder.resolve("out")));
	}
}
