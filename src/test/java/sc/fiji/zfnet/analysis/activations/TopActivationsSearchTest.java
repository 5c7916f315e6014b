package sc.fiji.zfnet.analysis.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.MapMaxima;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.testing.Cancelling;

class TopActivationsSearchTest {

	private static final int SIDE = 24;

	private final Network network = Network.input("data", new Shape(3, SIDE, SIDE)).add("conv1", new Convolution(6, Window
		.square(3, 1, 1))).add("relu1", new Relu()).add("pool1", new MaxPool(Window.square(2, 2))).add("conv2", new Convolution(
			5, Window.square(3, 1, 1))).add("relu2", new Relu()).add("global", new GlobalAveragePool()).build();

	private final Classifier classifier = new Classifier(new NetworkSession(new TrainedNetwork(network, RandomNetworks
		.weights(network, new Random(7))), EngineOptions.DEFAULT), new Preprocessing(ChannelOrder.BGR, List.of(100.0), List.of(
			50.0)), Labels.numbered(5));

	/** Pictures by name, some equal to one another, so that there are ties; one file is damaged. */
	private final Map<PictureSource, RandomAccessibleInterval<FloatType>> pictures = new LinkedHashMap<>();

	private final PictureSource damaged = named("picture 041");

	TopActivationsSearchTest() {
		final Random random = new Random(11);
		for (int i = 0; i < 90; i++) {
			final float[] values = new float[3 * SIDE * SIDE];
			// Few values and flat areas, so that units of a map tie as well.
			for (int p = 0; p < values.length; p++)
				values[p] = p % SIDE < SIDE / 2 ? 40 * (i % 5) : 64 * random.nextInt(4);
			pictures.put(named(String.format("picture %03d", i)), ArrayImgs.floats(values, SIDE, SIDE, 3));
		}
		for (int i = 0; i < 90; i += 2)
			pictures.put(named(String.format("picture %03d", i)), pictures.get(named(String.format("picture %03d", i / 2))));
	}

	@AfterEach
	void close() {
		classifier.close();
	}

	private static PictureSource named(final String name) {
		return PictureFile.of(Path.of(name));
	}

	private RandomAccessibleInterval<FloatType> read(final PictureSource file) throws IOException {
		if (file.equals(damaged)) throw new IOException("'" + file + "' is damaged");
		return pictures.get(file);
	}

	/**
	 * What a plain search finds: every unit of a layer for every picture, one picture at a time. A search in batches may add up
	 * in another order, so activations may be apart by some roundings, and what is apart by no more may stand in either order.
	 */
	private static final class PlainSearch {

		private final Map<PictureSource, Batch> activations = new LinkedHashMap<>();
		private final String layer;
		private final double tolerance;

		PlainSearch(final Classifier classifier, final String layer, final List<? extends PictureSource> files, final PictureReader reader,
			final int roundings) throws IOException
		{
			this.layer = layer;
			double greatest = 0;
			for (final PictureSource file : files) {
				final Batch batch = classifier.session().forward(classifier.input(reader.read(file)), layer);
				activations.put(file, batch);
				for (final float value : batch.values())
					greatest = Math.max(greatest, Math.abs(value));
			}
			tolerance = roundings * Bounded.ROUNDOFF * greatest;
		}

		private double strongest(final PictureSource file, final int map) {
			return StrongestUnits.of(activations.get(file), 0, map).activation();
		}

		private double strongest(final int map) {
			return activations.keySet().stream().mapToDouble(file -> strongest(file, map)).max().orElseThrow();
		}

		private List<Integer> maps() {
			return IntStream.range(0, activations.values().iterator().next().shape().channels()).boxed().toList();
		}

		/** Fails where a map does not have its strongest units in descending order, one a picture. */
		void check(final List<RankedUnit> all, final List<Integer> maps, final int top) {
			final List<RankedUnit> found = all.stream().filter(unit -> unit.layer().equals(layer)).toList();
			assertEquals(maps.size() * Math.min(top, activations.size()), found.size());
			for (final int map : maps) {
				final List<RankedUnit> ranked = found.stream().filter(unit -> unit.unit().map() == map).toList();
				assertEquals(ranked.size(), ranked.stream().map(RankedUnit::picture).distinct().count(), "one unit a picture");
				final double[] descending = activations.keySet().stream().mapToDouble(file -> -strongest(file, map)).sorted()
					.toArray();
				for (int i = 0; i < Math.min(top, activations.size()); i++) {
					final RankedUnit unit = ranked.get(i);
					final String what = "rank " + (i + 1) + " of map " + map + " of " + layer;
					assertEquals(i + 1, unit.rank(), what);
					assertEquals(-descending[i], unit.unit().activation(), tolerance, what);
					assertEquals(strongest(unit.picture(), map), unit.unit().activation(), tolerance, what);
					assertEquals(activations.get(unit.picture()).get(0, unit.unit().y(), unit.unit().x(), map), unit.unit().activation(),
						tolerance, what + " where it is");
				}
			}
		}

		/** Fails where other maps have greater activations than these, or they are not in descending order. */
		void checkStrongest(final List<Integer> maps) {
			final double[] descending = maps().stream().mapToDouble(map -> -strongest(map)).sorted().toArray();
			for (int i = 0; i < maps.size(); i++)
				assertEquals(-descending[i], strongest(maps.get(i)), tolerance, "map " + maps.get(i));
		}
	}

	/** More than the terms of two small convolutions. */
	private static final int FEW_ROUNDINGS = 100;

	private PlainSearch plainly(final String layer, final List<? extends PictureSource> files) throws IOException {
		return new PlainSearch(classifier, layer, files, this::read, FEW_ROUNDINGS);
	}

	private List<PictureSource> readable() {
		return pictures.keySet().stream().filter(file -> !file.equals(damaged)).toList();
	}

	@Test
	void itFindsWhatAPlainSearchOfOnePictureAtATimeFinds() throws IOException {
		final FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1", "relu2"), 7).run(List.copyOf(
			pictures.keySet()), this::read, MapSelection.parse("all"), Progress.NONE);
		for (final String layer : List.of("relu1", "relu2")) {
			final PlainSearch plain = plainly(layer, readable());
			plain.check(found.units(), plain.maps(), 7);
		}
		assertEquals(89, found.pictures());
		assertTrue(found.complete());
		assertEquals(List.of(new SkippedFile(damaged, "'picture 041' is damaged")), found.skipped());
	}

	@Test
	void tiesGoToTheEarlierPictureAndTheMapOfLowerIndex() {
		final TopUnits kept = new TopUnits("layer", 3, 2);
		// Pictures by row, maps by column.
		final float[] activations = { 1, 5, 0, 3, 5, 0, 3, 2, 5, 3, 5, 5 };
		final MapMaxima maxima = new MapMaxima(new Shape(3, 2, 2), activations, new int[] { 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1 });
		final List<? extends PictureSource> files = List.of(named("a"), named("b"), named("c"), named("d"));
		for (int picture = 0; picture < 4; picture++)
			kept.add(files.get(picture), maxima, picture);
		assertEquals(List.of(ranked(1, "a", 1, 1, 0, 5), ranked(2, "b", 1, 0, 1, 5), ranked(1, "c", 2, 0, 1, 5), ranked(2, "d", 2,
			1, 0, 5)), kept.ranked(MapSelection.parse("strongest 2")));
		assertEquals(List.of(ranked(1, "b", 0, 1, 1, 3), ranked(2, "c", 0, 0, 0, 3)), kept.ranked(MapSelection.parse("0")));
	}

	private static RankedUnit ranked(final int rank, final String file, final int map, final int x, final int y,
		final float activation)
	{
		return new RankedUnit("layer", rank, named(file), new UnitActivation(map, x, y, activation));
	}

	@Test
	void theStrongestMapsAreThoseOfTheGreatestActivationsOverTheDataSet() throws IOException {
		final List<RankedUnit> found = new TopActivationsSearch(classifier, List.of("relu2"), 2).run(List.copyOf(pictures
			.keySet()), this::read, MapSelection.parse("strongest 3"), Progress.NONE).units();
		final List<Integer> maps = found.stream().map(unit -> unit.unit().map()).distinct().toList();
		assertEquals(3, maps.size());
		final PlainSearch plain = plainly("relu2", readable());
		plain.checkStrongest(maps);
		plain.check(found, maps, 2);
	}

	@Test
	void cancelledItKeepsWhatIsDoneAndSaysSo() throws IOException {
		final AtomicInteger asked = new AtomicInteger();
		final Progress impatient = new Cancelling(() -> asked.incrementAndGet() > 1);
		final FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1"), 3).run(List.copyOf(pictures
			.keySet()), this::read, MapSelection.parse("0-5"), impatient);
		assertFalse(found.complete());
		assertTrue(found.pictures() > 0 && found.pictures() < 89, found.pictures() + " pictures");
		final PlainSearch plain = plainly("relu1", readable().subList(0, found.pictures()));
		plain.check(found.units(), plain.maps(), 3);
	}

	@Test
	void progressTellsRateAndRemainingTime() throws IOException {
		assertEquals(": 320 of 2500 pictures, 107 pictures/s, 20 s left", Rate.message(320, 2500, 3));
		assertEquals(": 5 of 5000 pictures, 0.5 pictures/s, 2 h 46 min left", Rate.message(5, 5000, 10));
		final List<String> told = new ArrayList<>();
		new TopActivationsSearch(classifier, List.of("relu1"), 3).run(List.copyOf(pictures.keySet()), this::read,
			MapSelection.parse("0"), new Progress()
			{

				@Override
				public void message(final String text) {
					told.add(text);
				}

				@Override
				public void steps(final long done, final long total) {}

				@Override
				public boolean isCancelled() {
					return false;
				}
			});
		assertEquals("Searching relu1", told.get(0));
		assertTrue(told.get(told.size() - 1).matches(
			"Searching relu1: 90 of 90 pictures, [0-9.]+ pictures/s, 0 s left"), told.get(told.size() - 1));
	}

	@Test
	void whatCannotBeSearchedIsNamed() {
		final List<? extends PictureSource> files = List.of(damaged);
		assertEquals("None of the 1 pictures can be read; the first: 'picture 041' is damaged", assertThrows(IOException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1"), 1).run(files, this::read, MapSelection
				.STRONGEST_NINE, Progress.NONE)).getMessage());
		assertEquals("There is no map 6 in layer 'relu1'; it has maps 0 to 5", assertThrows(IllegalArgumentException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1"), 1).run(files, this::read, MapSelection.parse("6"),
				Progress.NONE)).getMessage());
		assertEquals("The layer 'relu1' is named twice; each layer is accepted only once", assertThrows(IllegalArgumentException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1", "relu1"), 1)).getMessage());
		assertEquals("The number of activations per map is 0; 1 or more is accepted", assertThrows(
			IllegalArgumentException.class, () -> new TopActivationsSearch(classifier, List.of("relu1"), 0)).getMessage());
	}

	@Test
	void projectionsAreThoseOfEachUnitAloneAndPatchesThePictureThere() throws IOException {
		final List<RankedUnit> units = new TopActivationsSearch(classifier, List.of("relu1", "relu2"), 4).run(readable(),
			this::read, MapSelection.parse("all"), Progress.NONE).units();
		final List<TopProjection> projections = new ArrayList<>();
		assertEquals(List.of(), new TopProjections(classifier).run(units, this::read, projections::add, Progress.NONE));
		assertEquals(units.size(), projections.size());
		assertEquals(units.size(), projections.stream().map(TopProjection::unit).distinct().count());
		for (final TopProjection projection : projections) {
			final UnitActivation unit = projection.unit().unit();
			final RandomAccessibleInterval<FloatType> picture = read(projection.unit().picture());
			final Shape layer = network.node(projection.unit().layer()).shape();
			final Bounded expected = new PlainNetwork(classifier.session().trained(), classifier.input(picture), 0).projectUnits(
				projection.unit().layer(), (unit.map() * layer.height() + unit.y()) * layer.width() + unit.x());
			final int left = projection.receptiveField().x();
			final int top = projection.receptiveField().y();
			assertEquals(projection.receptiveField().width(), projection.patch().dimension(0));
			assertEquals(projection.receptiveField().height(), projection.projection().dimension(1));
			final var cursor = Views.iterable(projection.projection()).localizingCursor();
			while (cursor.hasNext()) {
				final float value = cursor.next().get();
				final int x = cursor.getIntPosition(0);
				final int y = cursor.getIntPosition(1);
				final int c = cursor.getIntPosition(2);
				// The network's channels are blue, green, red.
				final int i = ((2 - c) * SIDE + top + y) * SIDE + left + x;
				assertEquals(expected.values()[i], value, expected.errors()[i]);
				assertEquals(picture.getAt(left + x, top + y, c).get(), projection.patch().getAt(x, y, c).get());
			}
		}
	}

	@Test
	void squeezenetOverPhotographsFindsWhatAPlainSearchFinds() throws IOException {
		final Path model = SharedData.path("models/squeezenet1.0");
		final List<PictureFile> files = PictureFolder.list(SharedData.path("imagenet-samples/images")).pictures().subList(0, 24);
		try (Classifier squeezenet = new Classifier(new NetworkSession(OnnxReader.read(model.resolve("model.onnx")),
			EngineOptions.DEFAULT), new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(1.0)), Labels.read(
				model.resolve("labels.txt"))))
		{
			final PictureReader reader = file -> ScaledPicture.forInput(file.open(), squeezenet.network().inputShape())
				.centre();
			final List<RankedUnit> found = new TopActivationsSearch(squeezenet, List.of("relu_conv1", "relu_conv_final"), 9).run(
				files, reader, MapSelection.parse("all"), Progress.NONE).units();
			// The sums of one layer have 147 terms; what 26 layers do to one another's rounding grows with their number at most
			// when it is random, as it is here.
			for (final String layer : List.of("relu_conv1", "relu_conv_final")) {
				final PlainSearch plain = new PlainSearch(squeezenet, layer, files, reader, layer.equals("relu_conv1") ? 147 : 26 * 147);
				plain.check(found, plain.maps(), 9);
			}
		}
	}
}
