package sc.fiji.zfnet.analysis.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
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
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.tensorflow.Unit;
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
	private final Map<Path, RandomAccessibleInterval<FloatType>> pictures = new TreeMap<>();

	private final Path damaged = Path.of("picture 041");

	TopActivationsSearchTest() {
		final Random random = new Random(11);
		for (int i = 0; i < 90; i++) {
			final float[] values = new float[3 * SIDE * SIDE];
			// Few values and flat areas, so that units of a map tie as well.
			for (int p = 0; p < values.length; p++)
				values[p] = p % SIDE < SIDE / 2 ? 40 * (i % 5) : 64 * random.nextInt(4);
			pictures.put(Path.of(String.format("picture %03d", i)), ArrayImgs.floats(values, SIDE, SIDE, 3));
		}
		for (int i = 0; i < 90; i += 2)
			pictures.put(Path.of(String.format("picture %03d", i)), pictures.get(Path.of(String.format("picture %03d", i / 2))));
	}

	@AfterEach
	void close() {
		classifier.close();
	}

	private RandomAccessibleInterval<FloatType> read(final Path file) throws IOException {
		if (file.equals(damaged)) throw new IOException("'" + file + "' is damaged");
		return pictures.get(file);
	}

	private record Found(Path file, UnitActivation unit) {}

	/** One picture at a time, every unit kept, sorted by the definition. */
	private static List<RankedUnit> plainly(final Classifier classifier, final String layer, final List<Path> files,
		final PictureReader reader, final int top) throws IOException
	{
		final List<List<Found>> maps = IntStream.range(0, classifier.network().node(layer).shape().channels()).mapToObj(
			map -> (List<Found>) new ArrayList<Found>()).toList();
		for (final Path file : files) {
			final Batch activations = classifier.session().forward(classifier.input(reader.read(file)), layer);
			for (int map = 0; map < maps.size(); map++)
				maps.get(map).add(new Found(file, StrongestUnits.of(activations, 0, map)));
		}
		final List<RankedUnit> ranked = new ArrayList<>();
		for (final List<Found> map : maps) {
			map.sort(Comparator.comparing((final Found found) -> -found.unit.activation() + 0f)); // stable: earlier files first
			for (int i = 0; i < Math.min(top, map.size()); i++)
				ranked.add(new RankedUnit(layer, i + 1, map.get(i).file, map.get(i).unit));
		}
		return ranked;
	}

	private List<Path> readable() {
		return pictures.keySet().stream().filter(file -> !file.equals(damaged)).toList();
	}

	@Test
	void itFindsWhatAPlainSearchOfOnePictureAtATimeFindsTiesIncluded() throws IOException {
		final FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1", "relu2"), 7).search(List.copyOf(
			pictures.keySet()), this::read, MapSelection.parse("all"), Progress.NONE);
		final List<RankedUnit> expected = new ArrayList<>(plainly(classifier, "relu1", readable(), this::read, 7));
		expected.addAll(plainly(classifier, "relu2", readable(), this::read, 7));
		assertEquals(expected, found.units());
		assertEquals(89, found.pictures());
		assertTrue(found.complete());
		assertEquals(List.of(new SkippedFile(damaged, "'picture 041' is damaged")), found.skipped());
		long ties = 0;
		for (int i = 1; i < expected.size(); i++)
			if (expected.get(i).unit().activation() == expected.get(i - 1).unit().activation()) ties++;
		assertTrue(ties > 10, "the pictures are meant to have ties; there are " + ties);
	}

	@Test
	void theStrongestMapsAreThoseOfTheGreatestActivationsOverTheDataSet() throws IOException {
		final List<RankedUnit> all = plainly(classifier, "relu2", readable(), this::read, 2);
		final List<Integer> strongest = all.stream().filter(unit -> unit.rank() == 1).sorted(Comparator.comparing(
			(final RankedUnit unit) -> -unit.unit().activation())).limit(3).map(unit -> unit.unit().map()).toList();
		final List<RankedUnit> found = new TopActivationsSearch(classifier, List.of("relu2"), 2).search(List.copyOf(pictures
			.keySet()), this::read, MapSelection.parse("strongest 3"), Progress.NONE).units();
		assertEquals(strongest, found.stream().map(unit -> unit.unit().map()).distinct().toList());
		assertEquals(6, found.size());
	}

	@Test
	void cancelledItKeepsWhatIsDoneAndSaysSo() throws IOException {
		final AtomicInteger asked = new AtomicInteger();
		final Progress impatient = new Cancelling(() -> asked.incrementAndGet() > 1);
		final FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1"), 3).search(List.copyOf(pictures
			.keySet()), this::read, MapSelection.parse("0-5"), impatient);
		assertFalse(found.complete());
		assertTrue(found.pictures() > 0 && found.pictures() < 89, found.pictures() + " pictures");
		assertEquals(plainly(classifier, "relu1", readable().subList(0, found.pictures()), this::read, 3), found.units());
	}

	@Test
	void progressTellsRateAndRemainingTime() throws IOException {
		assertEquals(": 320 of 2500 pictures, 107 pictures/s, 20 s left", Rate.message(320, 2500, 3));
		assertEquals(": 5 of 5000 pictures, 0.5 pictures/s, 2 h 46 min left", Rate.message(5, 5000, 10));
		final List<String> told = new ArrayList<>();
		new TopActivationsSearch(classifier, List.of("relu1"), 3).search(List.copyOf(pictures.keySet()), this::read,
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
		final List<Path> files = List.of(damaged);
		assertEquals("None of the 1 pictures can be read; the first: 'picture 041' is damaged", assertThrows(IOException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1"), 1).search(files, this::read, MapSelection
				.STRONGEST_NINE, Progress.NONE)).getMessage());
		assertEquals("There is no map 6 in layer 'relu1'; it has maps 0 to 5", assertThrows(IllegalArgumentException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1"), 1).search(files, this::read, MapSelection.parse("6"),
				Progress.NONE)).getMessage());
		assertEquals("The layer 'relu1' is named twice; once is accepted", assertThrows(IllegalArgumentException.class,
			() -> new TopActivationsSearch(classifier, List.of("relu1", "relu1"), 1)).getMessage());
		assertEquals("The number of activations kept of a map is 0; 1 or more is accepted", assertThrows(
			IllegalArgumentException.class, () -> new TopActivationsSearch(classifier, List.of("relu1"), 0)).getMessage());
	}

	@Test
	void projectionsAreThoseOfEachUnitAloneAndPatchesThePictureThere() throws IOException {
		final List<RankedUnit> units = new TopActivationsSearch(classifier, List.of("relu1", "relu2"), 4).search(readable(),
			this::read, MapSelection.parse("all"), Progress.NONE).units();
		final List<TopProjection> projections = new ArrayList<>();
		assertEquals(List.of(), new TopProjections(classifier).project(units, this::read, projections::add, Progress.NONE));
		assertEquals(units.size(), projections.size());
		assertEquals(units.size(), projections.stream().map(TopProjection::unit).distinct().count());
		for (final TopProjection projection : projections) {
			final UnitActivation unit = projection.unit().unit();
			final RandomAccessibleInterval<FloatType> picture = read(projection.unit().file());
			final Batch alone = classifier.session().project(classifier.input(picture), projection.unit().layer(), List.of(List
				.of(new Unit(0, unit.map(), unit.y(), unit.x()))));
			final var expected = classifier.preprocessing().toRgb(alone.image(0));
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
				assertEquals(expected.getAt(left + x, top + y, c).get(), value, 1e-5f);
				assertEquals(picture.getAt(left + x, top + y, c).get(), projection.patch().getAt(x, y, c).get());
			}
		}
	}

	@Test
	void squeezenetOverPhotographsFindsWhatAPlainSearchFinds() throws IOException {
		final Path model = SharedData.path("models/squeezenet1.0");
		final List<Path> files = PictureFolder.list(SharedData.path("imagenet-samples/images")).files().subList(0, 24);
		try (Classifier squeezenet = new Classifier(new NetworkSession(OnnxReader.read(model.resolve("model.onnx")),
			EngineOptions.DEFAULT), new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(1.0)), Labels.read(
				model.resolve("labels.txt"))))
		{
			final PictureReader reader = file -> ScaledPicture.forInput(Picture.open(file), squeezenet.network().inputShape())
				.centre();
			final List<RankedUnit> expected = new ArrayList<>(plainly(squeezenet, "relu_conv1", files, reader, 9));
			expected.addAll(plainly(squeezenet, "relu_conv_final", files, reader, 9));
			assertEquals(expected, new TopActivationsSearch(squeezenet, List.of("relu_conv1", "relu_conv_final"), 9).search(files,
				reader, MapSelection.parse("all"), Progress.NONE).units());
		}
	}
}
