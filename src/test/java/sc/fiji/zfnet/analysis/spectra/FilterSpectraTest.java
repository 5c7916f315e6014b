package sc.fiji.zfnet.analysis.spectra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

class FilterSpectraTest {

	private interface Wave {

		double at(int x, int y);
	}

	/** Filters of one size, the same in all three colours but for a factor. */
	private static FilterSpectra spectra(final int size, final Wave... waves) {
		final Network network = Network.input("data", new Shape(3, 32, 32)).add("conv1", new Convolution(waves.length, Window
			.square(size, 2))).add("relu1", new Relu()).add("conv2", new Convolution(2, Window.square(3, 1))).build();
		final float[] kernel = new float[waves.length * 3 * size * size];
		for (int f = 0, i = 0; f < waves.length; f++)
			for (int c = 0; c < 3; c++)
				for (int y = 0; y < size; y++)
					for (int x = 0; x < size; x++)
						kernel[i++] = (float) waves[f].at(x, y) * (c + 1);
		final Weights weights = new Weights(network, Map.of("conv1", new LayerWeights(kernel, new float[waves.length]), "conv2",
			new LayerWeights(new float[2 * waves.length * 9], new float[2])));
		return new FilterSpectra(new TrainedNetwork(network, weights), Preprocessing.NONE, "relu1");
	}

	private static Wave grating(final double cyclesX, final double cyclesY) {
		return (x, y) -> Math.cos(2 * Math.PI * (cyclesX * x + cyclesY * y));
	}

	@Test
	void aConstantIsLowACheckerboardHighAndGratingsWhereTheirFrequencyIs() {
		final List<FilterSpectrum> filters = spectra(8, (x, y) -> 1, (x, y) -> (x + y) % 2 * 2 - 1, grating(1 / 8.0, 0),
			grating(0, 2 / 8.0), grating(3 / 8.0, 0), grating(2 / 8.0, 2 / 8.0), (x, y) -> 0).filters();
		// In fractions of Nyquist: 0, √2, 0.25, 0.5, 0.75, 0.71.
		final int[] bands = { 0, 2, 0, 1, 2, 2 };
		for (int i = 0; i < bands.length; i++) {
			final FilterSpectrum filter = filters.get(i);
			final double[] shares = { filter.low(), filter.mid(), filter.high() };
			for (int band = 0; band < 3; band++)
				assertEquals(band == bands[i] ? 1 : 0, shares[band], 1e-9, "filter " + i + ", band " + band);
			assertFalse(filter.dead(), "filter " + i);
		}
		// Weights of ±1, ±2 and ±3 in the three colours.
		assertEquals(Math.sqrt(14 / 3.0), filters.get(0).rms(), 1e-6);
		assertEquals(Math.sqrt(14 / 3.0), filters.get(1).rms(), 1e-6);
		assertEquals(Math.sqrt(7 / 3.0), filters.get(2).rms(), 1e-6);
		final FilterSpectrum zeros = filters.get(6);
		assertEquals(new FilterSpectrum(0, 0, 0, 0, true), zeros);
	}

	@Test
	void aMixtureIsSharedByItsEnergies() {
		final FilterSpectrum filter = spectra(6, (x, y) -> 3 + 4 * ((x + y) % 2 * 2 - 1)).filters().get(0);
		assertEquals(9 / 25.0, filter.low(), 1e-9);
		assertEquals(0, filter.mid(), 1e-9);
		assertEquals(16 / 25.0, filter.high(), 1e-9);
	}

	@Test
	void sidesMayBeOddAndABorderBelongsToTheUpperBand() {
		// One cycle in three pixels is exactly 2/3 of Nyquist, one in six exactly 1/3.
		final FilterSpectrum third = spectra(3, grating(1 / 3.0, 0)).filters().get(0);
		assertEquals(1, third.high(), 1e-9);
		assertEquals(1, spectra(6, grating(0, 1 / 6.0)).filters().get(0).mid(), 1e-9);
		final FilterSpectrum odd = spectra(7, grating(0, 1 / 7.0)).filters().get(0);
		assertEquals(1, odd.low(), 1e-9);
	}

	@Test
	void sharesOfAllFiltersAndTheRadialProfileAreWeighedByEnergy() {
		final FilterSpectra spectra = spectra(8, (x, y) -> 1, (x, y) -> 3 * ((x + y) % 2 * 2 - 1), (x, y) -> 0);
		assertEquals(0.1, spectra.shares()[0], 1e-9);
		assertEquals(0.9, spectra.shares()[2], 1e-9);
		assertEquals(0.1, spectra.profile()[0], 1e-9);
		assertEquals(0.9, spectra.profile()[14], 1e-9);
		assertEquals(1 / 3.0, spectra.deadShare(), 1e-9);
	}

	@Test
	void aFilterBelowATenthOfTheMedianIsDead() {
		final List<FilterSpectrum> filters = spectra(4, (x, y) -> 1, (x, y) -> 1, (x, y) -> 0.11, (x, y) -> 0.09, (x,
			y) -> 5).filters();
		assertEquals(List.of(false, false, false, true, false), filters.stream().map(FilterSpectrum::dead).toList());
	}

	@Test
	void energyIsThatOfTheValuesForRandomPlanesOfAnySize() {
		final Random random = new Random(5);
		for (final int[] size : new int[][] { { 7, 5 }, { 8, 3 }, { 1, 6 }, { 13, 13 } }) {
			final double[] values = random.doubles(size[0] * size[1], -1, 1).toArray();
			final double[] sum = new double[1];
			new RadialSpectrum(size[0], size[1]).visit(values, (frequency, energy) -> sum[0] += energy);
			assertEquals(DoubleStream.of(values).map(v -> v * v).sum(), sum[0], 1e-9, Arrays.toString(size));
		}
	}

	@Test
	void onlyAFirstConvolutionIsTaken() {
		final Network network = Network.input("data", new Shape(3, 9, 9)).add("conv1", new Convolution(2, Window.square(3, 1)))
			.add("conv2", new Convolution(2, Window.square(3, 1))).build();
		final TrainedNetwork trained = new TrainedNetwork(network, new Weights(network, Map.of("conv1", new LayerWeights(
			new float[54], new float[2]), "conv2", new LayerWeights(new float[36], new float[2]))));
		assertEquals(
			"Layer 'conv2' is Convolution of conv1; a convolution that reads the input 'data', or its rectification, is accepted",
			assertThrows(IllegalArgumentException.class, () -> new FilterSpectra(trained, Preprocessing.NONE, "conv2"))
				.getMessage());
	}

	@Test
	void weightsAreShownInTheOrderOfColours() {
		final Network network = Network.input("data", new Shape(3, 9, 9)).add("conv1", new Convolution(1, Window.square(1, 1)))
			.build();
		final FilterSpectra spectra = new FilterSpectra(new TrainedNetwork(network, new Weights(network, Map.of("conv1",
			new LayerWeights(new float[] { 1, 2, 3 }, new float[1])))), new Preprocessing(ChannelOrder.BGR, List.of(0.0), List.of(
				1.0)), "conv1");
		assertEquals(List.of(3f, 2f, 1f), IntStream.range(0, 3).mapToObj(c -> spectra.image(0).getAt(0, 0, c).get()).toList());
	}

	/** A first layer that takes every fourth pixel, or the mean around it; the second layer passes its maps on. */
	private static Aliasing aliasing(final int averaged, final int stride) throws IOException {
		final Network network = Network.input("data", new Shape(3, 96, 96)).add("conv1", new Convolution(1, Window.square(
			averaged, stride))).add("relu1", new Relu()).add("conv2", new Convolution(1, Window.square(1, 1))).add("relu2",
				new Relu()).add("global", new GlobalAveragePool()).build();
		final float[] kernel = new float[3 * averaged * averaged];
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = (float) (window(i % averaged, averaged) * window(i / averaged % averaged, averaged));
		final Weights weights = new Weights(network, Map.of("conv1", new LayerWeights(kernel, new float[1]), "conv2",
			new LayerWeights(new float[] { 1 }, new float[1])));
		try (Classifier classifier = new Classifier(new NetworkSession(new TrainedNetwork(network, weights),
			EngineOptions.DEFAULT), Preprocessing.NONE, Labels.numbered(1)))
		{
			final ShiftedPictureReader reader = (file, shifts) -> shifts.stream().map(shift -> texture(file.toString()
				.hashCode(), shift)).toList();
			return new AliasingMeasurement(classifier).run(Stream.of("a", "b", "c").map(
				name -> PictureFile.of(Path.of(name))).toList(), reader,
				Progress.NONE);
		}
	}

	private static double window(final int i, final int size) {
		return size == 1 ? 1 : Math.pow(Math.sin(Math.PI * (i + 0.5) / size), 2);
	}

	/** Noise that is seen through the network's input at some place. */
	private static RandomAccessibleInterval<FloatType> texture(final int seed, final ShiftedPictureReader.Shift shift) {
		final float[] all = new float[104 * 104];
		final Random random = new Random(seed);
		for (int i = 0; i < all.length; i++)
			all[i] = random.nextInt(256);
		final float[] values = new float[3 * 96 * 96];
		for (int i = 0; i < values.length; i++)
			values[i] = all[(i / 96 % 96 + shift.y()) * 104 + i % 96 + shift.x()];
		return ArrayImgs.floats(values, 96, 96, 3);
	}

	@Test
	void aFirstLayerThatSkipsPixelsAliasesAndOneThatAveragesThemDoesNot() throws IOException {
		final Aliasing skipping = aliasing(1, 4);
		final Aliasing averaging = aliasing(16, 4);
		assertEquals(3, skipping.pictures());
		assertTrue(skipping.measure() > 1.5, "skipping: " + skipping + " " + skipping.measure());
		assertTrue(averaging.measure() < 0.8, "averaging: " + averaging + " " + averaging.measure());
	}

	@Test
	void withAStrideOfOneBothShiftsAreTheSame() throws IOException {
		final Aliasing aliasing = aliasing(3, 1);
		assertEquals(aliasing.onePixel(), aliasing.oneStride());
		assertEquals(1, aliasing.measure());
	}
}
