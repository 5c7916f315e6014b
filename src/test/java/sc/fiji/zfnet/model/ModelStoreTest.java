package sc.fiji.zfnet.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import sc.fiji.zfnet.model.ModelDescription.Citation;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.testing.TestModels;
import sc.fiji.zfnet.onnx.OnnxWriter;

class ModelStoreTest {

	private static final Preprocessing PREPROCESSING = new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.5),
		List.of(1.0, 2.0, 0.1));
	private static final ModelDescription DESCRIPTION = new ModelDescription("A name: with 'quotes'", "Two\nlines, ü", List
		.of("Ada", "Béla"), "BSD-2-Clause", List.of(new Citation("Zeiler and Fergus 2014", "https://arxiv.org/abs/1311.2901"),
			new Citation("no link", "")), List.of("classification"), "README.md", PREPROCESSING, Map.of("accuracy", 0.25,
				"epochs", List.of(1, 2), "data", Map.of("name", "tiny")));
	private static final Labels LABELS = new Labels(List.of("cat", "dog"));

	@TempDir
	Path folder;

	private Path installed;
	private Path bundled;
	private ModelStore store;

	@BeforeEach
	void makeStore() {
		installed = folder.resolve("models/zfnet");
		bundled = folder.resolve("bundled");
		store = new ModelStore(List.of(installed, bundled));
	}

	private static TrainedNetwork network(final int channels, final float weight) {
		final Network network = Network.input("data", new Shape(channels, 8, 6)).add("conv", new Convolution(2, Window.square(3,
			1))).add("pool", new GlobalAveragePool()).add("prob", new Softmax()).build();
		final float[] kernel = new float[2 * channels * 9];
		Arrays.fill(kernel, weight);
		return new TrainedNetwork(network, new Weights(network, Map.of("conv", new LayerWeights(kernel, new float[2]))));
	}

	private ModelFolder install(final String name, final float weight, final boolean replace) throws IOException {
		return store.install(name, DESCRIPTION, network(3, weight), LABELS, replace, made -> {});
	}

	private List<String> contents() throws IOException {
		try (Stream<Path> files = Files.list(installed)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static float weight(final ModelFolder model) throws IOException {
		return model.load().weights().of("conv").kernel()[0];
	}

	@Test
	void anInstalledModelComesBackWhole() throws IOException {
		install("tiny", 0.5f, false);
		final ModelFolder model = store.find("tiny");
		assertEquals("tiny", model.name());
		assertEquals(DESCRIPTION, model.description());
		assertEquals(PREPROCESSING, model.preprocessing());
		assertEquals(LABELS, model.labels());
		assertEquals(network(3, 0.5f).network(), model.network());
		assertEquals(0.5f, weight(model));
		assertEquals(List.of("tiny"), contents());
		assertTrue(model.checkpoints().isEmpty());
	}

	@Test
	void theDescriptionFollowsTheFormat() throws IOException {
		final Path file = install("tiny", 0.5f, false).path().resolve("rdf.yaml");
		final Map<String, Object> rdf = new Yaml().load(Files.readString(file));
		assertEquals("model", rdf.get("type"));
		assertTrue(rdf.get("format_version").toString().startsWith("0.5."));
		assertEquals(List.of(Map.of("name", "Ada"), Map.of("name", "Béla")), rdf.get("authors"));
		assertEquals("BSD-2-Clause", rdf.get("license"));
		final Map<?, ?> onnx = (Map<?, ?>) ((Map<?, ?>) rdf.get("weights")).get("onnx");
		assertEquals("weights.onnx", onnx.get("source"));
		assertEquals(13, onnx.get("opset_version"));
		assertTrue(onnx.get("sha256").toString().matches("[0-9a-f]{64}"));
		final Map<?, ?> input = (Map<?, ?>) ((List<?>) rdf.get("inputs")).get(0);
		assertEquals(List.of(Map.of("type", "batch"), Map.of("type", "channel", "size", 3, "channel_names", List.of("blue",
			"green", "red")), Map.of("type", "space", "id", "y", "size", 8), Map.of("type", "space", "id", "x", "size", 6)), input
				.get("axes"));
		final Map<?, ?> own = (Map<?, ?>) ((Map<?, ?>) rdf.get("config")).get("zfnet");
		assertEquals("BGR", own.get("channels"));
		assertEquals(List.of(104.0, 117.0, 123.5), own.get("mean"));
	}

	@Test
	void aModelOfTheSameNameIsKeptUnlessReplaceIsSet() throws IOException {
		install("tiny", 0.5f, false);
		final String message = assertThrows(IllegalArgumentException.class, () -> install("tiny", 1, false)).getMessage();
		assertTrue(message.contains("'tiny' is already installed"), message);
		assertEquals(0.5f, weight(store.find("tiny")));
		install("tiny", 1, true);
		assertEquals(1f, weight(store.find("tiny")));
		assertEquals(List.of("tiny"), contents());
	}

	@Test
	void aModelThatComesAlongIsHiddenOnlyIfReplaceIsSet() throws IOException {
		new ModelStore(List.of(bundled)).install("tiny", DESCRIPTION, network(3, 0.5f), LABELS, false, made -> {});
		final String message = assertThrows(IllegalArgumentException.class, () -> install("tiny", 1, false)).getMessage();
		assertTrue(message.contains("'tiny' is already installed"), message);
		assertEquals(0.5f, weight(store.find("tiny")));
		install("tiny", 1, true);
		assertEquals(1f, weight(store.find("tiny")));
		assertEquals(0.5f, weight(ModelFolder.open(bundled.resolve("tiny"))));
	}

	@Test
	void whatIsNotKnownOfAModelIsSaidInItsDescription() throws IOException {
		final Path made = store.install("tiny", ModelDescription.of("Tiny", "One sentence.", PREPROCESSING), network(3, 1), LABELS,
			false, folder -> {}).path();
		final String text = Files.readString(made.resolve("rdf.yaml"));
		assertFalse(text.contains("&id"), text);
		final Map<String, Object> rdf = new Yaml().load(text);
		assertEquals(List.of(Map.of("name", "not stated")), rdf.get("authors"));
		assertEquals("NOASSERTION", rdf.get("license"));
		assertEquals(List.of(Map.of("text", "not stated")), rdf.get("cite"));
	}

	@Test
	void aFailureKeepsTheOlderModelAndLeavesNothing() throws IOException {
		install("tiny", 0.5f, false);
		assertThrows(IOException.class, () -> store.install("tiny", DESCRIPTION, network(3, 1), LABELS, true, made -> {
			assertTrue(Files.isRegularFile(made.resolve("weights.onnx")));
			assertEquals(List.of("tiny"), store.list(), "a model in the making is not listed");
			throw new IOException("disk full");
		}));
		assertEquals(0.5f, weight(store.find("tiny")));
		assertEquals(List.of("tiny"), contents());
		final IOException wrong = assertThrows(IOException.class, () -> store.install("other", DESCRIPTION, network(3, 1),
			Labels.numbered(999), false, made -> {}));
		assertEquals("labels.txt has 999 classes; the network has 2", wrong.getMessage());
		assertThrows(IllegalArgumentException.class, () -> store.install("grey", DESCRIPTION, network(1, 1), LABELS, false,
			made -> {}));
		assertEquals(List.of("tiny"), contents());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", ".hidden", "a/b", "a\\b", "../up", "c:", "end.", "a\nb", " a", "CON", "nul.txt", "com1", "a\u202Eb", "a\u200Bb", "a\u00A0b", "a\u2028b",
		"äääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää" })
	void namesThatAreNoPlainFileNamesAreRefused(final String name) {
		assertThrows(IllegalArgumentException.class, () -> install(name, 1, true));
		assertTrue(Files.notExists(installed));
	}

	@Test
	void modelsAreFoundByNameThenByPath() throws IOException {
		new ModelStore(List.of(bundled)).install("zoo", DESCRIPTION, network(3, 2), LABELS, false, made -> {});
		new ModelStore(List.of(bundled)).install("tiny", DESCRIPTION, network(3, 2), LABELS, false, made -> {});
		install("tiny", 0.5f, true);
		assertEquals(List.of("tiny", "zoo"), store.list());
		assertEquals(2f, weight(store.find("zoo")));
		assertEquals(0.5f, weight(store.find("tiny")), "an installed model hides one that came along");
		assertEquals(2f, weight(store.find(bundled.resolve("tiny").toString())));
		final String message = assertThrows(IllegalArgumentException.class, () -> store.find("none")).getMessage();
		assertTrue(message.contains("'none'") && message.contains("tiny, zoo"), message);
		assertThrows(IOException.class, () -> store.find(folder.toString()));
		assertThrows(IllegalArgumentException.class, () -> store.find(""));
	}

	@Test
	void filesAreImportedWithNumbersForMissingLabels() throws IOException {
		final Path source = folder.resolve("source.onnx");
		OnnxWriter.write(network(3, 0.25f), source);
		final ModelFolder model = store.install("imported", ModelDescription.of("imported", "", Preprocessing.NONE), source,
			null, false);
		assertEquals(List.of("0", "1"), model.labels().names());
		assertEquals(0.25f, weight(model));
		Files.writeString(source, "no model");
		assertThrows(IOException.class, () -> store.install("broken", DESCRIPTION, source, null, false));
		assertEquals(List.of("imported"), contents());
	}

	@Test
	void checkpointsAreListedByEpoch() throws IOException {
		final ModelFolder model = store.install("trained", DESCRIPTION, network(3, 1), LABELS, false, made -> {
			final Path checkpoints = Files.createDirectory(made.resolve("checkpoints"));
			for (final int epoch : new int[] { 64, 5, 1000 })
				OnnxWriter.write(network(3, epoch), checkpoints.resolve(ModelFolder.checkpointName(epoch)));
			Files.writeString(checkpoints.resolve("notes.txt"), "other");
		});
		assertEquals(List.of(5, 64, 1000), List.copyOf(model.checkpoints().keySet()));
		assertEquals("epoch-005.onnx", model.checkpoints().get(5).getFileName().toString());
		assertEquals(64f, model.loadCheckpoint(64).weights().of("conv").kernel()[0]);
		final String message = assertThrows(IllegalArgumentException.class, () -> model.loadCheckpoint(6)).getMessage();
		assertTrue(message.contains("epoch 6; it has those of epochs [5, 64, 1000]"), message);
	}

	@Test
	void damagedModelsAreReportedInASentence() throws IOException {
		final ModelFolder model = install("tiny", 0.5f, false);
		Files.writeString(model.path().resolve("labels.txt"), "a\nb\nc\n");
		final IOException labels = assertThrows(IOException.class, () -> store.find("tiny").load());
		assertTrue(labels.getMessage().endsWith("labels.txt has 3 classes; the network has 2"), labels.getMessage());
		OnnxWriter.write(network(3, 1), model.path().resolve("weights.onnx"));
		assertTrue(assertThrows(IOException.class, () -> store.find("tiny").load()).getMessage().contains("checksum"));
		Files.delete(model.path().resolve("weights.onnx"));
		assertTrue(assertThrows(IOException.class, () -> store.find("tiny").load()).getMessage().contains("weights.onnx"));
	}

	private Preprocessing handWritten(final String... lines) throws IOException {
		Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
		Files.writeString(folder.resolve("rdf.yaml"), String.join("\n", lines) + "\n");
		return ModelFolder.open(folder).preprocessing();
	}

	@Test
	void descriptionsOfOthersNeedOnlyWhatIsUsed() throws IOException {
		final String weights = "weights: {onnx: {source: w.onnx}}";
		assertEquals(Preprocessing.NONE, handWritten(weights));
		assertEquals(new Preprocessing(ChannelOrder.RGB, List.of(1.0, 2.0, 3.0), List.of(2.0)), handWritten(weights,
			"inputs: [{preprocessing: [{id: fixed_zero_mean_unit_variance, kwargs: {mean: [1, 2, 3], std: 2}}]}]"));
		assertEquals(new Preprocessing(ChannelOrder.RGB, List.of(64.0), List.of(128.0)), handWritten(weights,
			"inputs: [{preprocessing: [{id: scale_linear, kwargs: {gain: 0.0078125, offset: -0.5}}]}]"));
		assertEquals(new Preprocessing(ChannelOrder.BGR, List.of(9.0), List.of(1.0)), handWritten(weights,
			"config: {zfnet: {channels: bgr, mean: 9}}"));
	}

	@Test
	void preprocessingOfAnyNumberOfChannelsAndAnyScaleComesBack() throws IOException {
		for (final int channels : new int[] { 1, 2, 5 })
			for (final Scale scale : List.of(Scale.RAW, new Scale(1), new Scale(0.5), Scale.BYTES)) {
				final List<Double> means = Stream.iterate(1.5, mean -> mean + 1).limit(channels).toList();
				final Preprocessing preprocessing = Preprocessing.of(channels, ChannelOrder.RGB, means, List.of(0.25), scale);
				final ModelFolder model = store.install("channels", ModelDescription.of("", "", preprocessing), TestModels.chain(channels,
					1), null, true, made -> {});
				assertEquals(preprocessing, model.preprocessing());
				assertEquals(scale.isRaw(), model.preprocessing().input().raw());
			}
	}

	@Test
	void theChannelAxisSaysHowManyAreMeant() throws IOException {
		assertEquals(Preprocessing.of(2, ChannelOrder.RGB, List.of(7.0), List.of(2.0), Scale.BYTES), handWritten(
			"weights: {onnx: {source: w.onnx}}", "inputs: [{axes: [{type: batch}, {type: channel, size: 2}], preprocessing: [{id: " +
				"fixed_zero_mean_unit_variance, kwargs: {mean: 7, std: 2}}]}]"));
	}

	@Test
	void aNetworkOfOtherChannelsThanThePreprocessingIsNotInstalled() {
		final String said = assertThrows(IllegalArgumentException.class, () -> store.install("five", DESCRIPTION, TestModels.chain(5,
			1), null, false, made -> {})).getMessage();
		assertTrue(said.contains("The preprocessing is for 3 channels, and the network's input is 5 × 32 × 32"), said);
	}

	@Test
	void stepsOfPreprocessingFollowOneAnother() throws IOException {
		// (x / 4 − 8) / 16 = (x − 32) / 64; then 2 · … + 1 = (x − 0) / 32.
		final String weights = "weights: {onnx: {source: w.onnx}}";
		final String first = "{id: scale_linear, kwargs: {gain: 0.25}}, " +
			"{id: fixed_zero_mean_unit_variance, kwargs: {mean: [8, 8, 4], std: 16}}";
		assertEquals(new Preprocessing(ChannelOrder.RGB, List.of(32.0, 32.0, 16.0), List.of(64.0)), handWritten(weights,
			"inputs: [{preprocessing: [" + first + "]}]"));
		assertEquals(new Preprocessing(ChannelOrder.RGB, List.of(0.0, 0.0, -16.0), List.of(32.0)), handWritten(weights,
			"inputs: [{preprocessing: [" + first + ", {id: ensure_dtype}, {id: scale_linear, kwargs: {gain: 2, offset: 1}}]}]"));
	}

	@Test
	void aDescriptionOfManyMegabytesIsRefusedAtOnce() throws IOException {
		final Path folder = Files.createDirectories(installed.resolve("long"));
		Files.writeString(folder.resolve("rdf.yaml"), "description: \"" + "a".repeat(20 << 20) + "\"");
		final IOException refused = assertThrows(IOException.class, () -> ModelFolder.open(folder));
		assertTrue(refused.getMessage().contains("bytes; at most 1048576 are accepted"), refused::getMessage);
	}

	@Test
	void listsThatContainThemselvesAndManyRepetitionsAreRefused() {
		for (final String circle : List.of("authors: &a [[*a]]", "cite: &a [&b [*a], *b]", "config: &a {zfnet: {details: *a}}"))
			assertTrue(assertThrows(IOException.class, () -> handWritten(circle), circle).getMessage().contains("contains itself"));
		final StringBuilder doubling = new StringBuilder("a0: &a0 [1, 1]\n");
		for (int i = 1; i < 20; i++)
			doubling.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
		assertTrue(assertThrows(IOException.class, () -> handWritten(doubling + "authors: *a19")).getMessage().contains(
			"not valid YAML"));
	}

	@Test
	void whatIsMissingOrWrongInADescriptionIsNamed() throws IOException {
		final Map<String, String> wrong = Map.of("name: a", "weights.onnx.source is missing",
			"weights: {onnx: {source: ../w.onnx}}", "weights.onnx.source is '../w.onnx'", "weights: [1]",
			"weights has no keys and values", "- 1", "the file has no keys and values", "a: [", "not valid YAML",
			"a: !!java.net.URL [x]", "not valid YAML", "a: 1\nb: 2\na: 3", "not valid YAML",
			"{weights: {onnx: {source: w}}, config: {zfnet: {mean: [a, b, c]}}}", "config.zfnet.mean",
			"{weights: {onnx: {source: w}}, config: {zfnet: {channels: XYZ}}}", "'XYZ'",
			"{weights: {onnx: {source: w}}, inputs: [{preprocessing: [{id: sigmoid}]}]}", "'sigmoid' is not supported");
		for (final Map.Entry<String, String> entry : wrong.entrySet()) {
			final String message = assertThrows(IOException.class, () -> handWritten(entry.getKey()), entry.getKey()).getMessage();
			assertTrue(message.contains(entry.getValue()) && message.contains("rdf.yaml"), message);
		}
	}

	@Test
	void publishedNetworksAreInstalledWithTheirLabels() throws IOException {
		final Path source = Path.of("../shared/data/models/squeezenet1.0");
		Assumptions.assumeTrue(Files.isDirectory(source), "The model " + source + " is not there");
		final ModelFolder model = store.install("squeezenet", ModelDescription.of("SqueezeNet 1.0", "", PREPROCESSING), source
			.resolve("model.onnx"), Labels.read(source.resolve("labels.txt")), false);
		assertEquals(1000, model.network().classes());
		assertEquals(0, model.labels().find("tench"));
		assertArrayEquals(OnnxReader.read(source.resolve("model.onnx")).weights().of("conv1").kernel(), model
			.load().weights().of("conv1").kernel());
	}
}
