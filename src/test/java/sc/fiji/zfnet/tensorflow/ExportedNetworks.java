package sc.fiji.zfnet.tensorflow;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.reference.PlainGraph;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

/**
 * Prints a table of exported networks: whether each is read, and the greatest differences of its answer to ONNX Runtime's, of
 * projections from a middle and a late convolution to plain loops, of incremental passes to full ones, and of projections
 * on patches to those on whole maps, each divided by the greatest value (probabilities are not).
 *
 * The networks are made by {@code export_networks.py} beside this class's resources.
 *
 * <pre>
 * ExportedNetworks FOLDER ...    folders with ONNX files, or such files
 * </pre>
 */
public final class ExportedNetworks {

	/** Multiply-adds of the largest network that plain loops are tried on. */
	private static final long LARGEST_FOR_LOOPS = 1_300_000_000L;

	/** What the largest score counts as in a softmax. */
	private static final double SPREAD = 5;

	private ExportedNetworks() {}

	/**
	 * Prints it.
	 *
	 * @param arguments folders and files
	 * @throws IOException when a folder cannot be read
	 */
	public static void main(final String[] arguments) throws IOException {
		System.out.println("network | layers | answer 1e-4 | projection, middle 1e-3 | projection, late 1e-3 | incremental 1e-5 | " +
			"patches 1e-3 | verdict");
		for (final String argument : arguments)
			for (final Path file : files(Path.of(argument)))
				System.out.println(row(file));
	}

	private static List<Path> files(final Path path) throws IOException {
		if (Files.isRegularFile(path)) return List.of(path);
		try (Stream<Path> all = Files.walk(path)) {
			return all.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
		}
	}

	private static String row(final Path file) {
		final String name = file.getFileName().toString().equals("model.onnx") ? file.getParent().getFileName().toString() : file
			.getFileName().toString().replace(".onnx", "");
		try {
			final TrainedNetwork trained = OnnxReader.read(file);
			final Network network = trained.network();
			final Batch picture = RandomNetworks.pictures(network, 1, new Random(3));
			try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
				final List<String> cells = new ArrayList<>(List.of(name, "" + network.nodes().size()));
				final double[] found = new double[5];
				found[0] = answer(file, session, picture);
				final List<Node> convolutions = network.convolutions();
				final Node middle = network.rectified(convolutions.get(convolutions.size() / 2));
				final Node late = network.rectified(convolutions.get(convolutions.size() - 1));
				final boolean loops = network.multiplyAdds() < LARGEST_FOR_LOOPS;
				final PlainGraph plain = loops ? new PlainGraph(trained, picture, 0) : null;
				found[1] = loops ? projection(session, plain, picture, middle) : Double.NaN;
				found[2] = loops ? projection(session, plain, picture, late) : Double.NaN;
				found[3] = incremental(session, picture);
				found[4] = Math.max(patches(session, picture, middle), patches(session, picture, late));
				final double[] limits = { 1e-4, 1e-3, 1e-3, 1e-5, 1e-3 };
				boolean right = true;
				for (int i = 0; i < found.length; i++) {
					cells.add(Double.isNaN(found[i]) ? "not tried" : String.format(Locale.ROOT, "%.0e", found[i]));
					right &= Double.isNaN(found[i]) || found[i] <= limits[i];
				}
				cells.add(right ? "right" : "WRONG");
				return String.join(" | ", cells);
			}
		}
		catch (final Exception exc) {
			final String message = exc.getMessage() == null ? exc.toString() : exc.getMessage();
			return name + " | refused: " + message.substring(Math.max(0, message.indexOf("cannot be read: ")));
		}
	}

	/** Of the scores, for a softmax of great ones is decided by their last digits. */
	private static double answer(final Path file, final NetworkSession session, final Batch picture) throws Exception {
		final ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
		final Node output = session.network().output();
		final boolean cut = output.layer().isSoftmax() && cutSoftmax(model);
		final Batch found = session.forward(picture, cut ? output.inputs().get(0) : output.name());
		final Shape shape = picture.shape();
		final double[] first = PlainNetwork.channelsFirst(picture, 0);
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (OrtSession runtime = environment.createSession(model.build().toByteArray(), new OrtSession.SessionOptions())) {
			final String input = runtime.getInputNames().iterator().next();
			final long[] sides = ((TensorInfo) runtime.getInputInfo().get(input).getInfo()).getShape();
			final boolean last = sides[1] != shape.channels() && sides[3] == shape.channels();
			final float[] values = last ? picture.values() : floats(first);
			final long[] given = last ? new long[] { 1, shape.height(), shape.width(), shape.channels() } : new long[] { 1, shape
				.channels(), shape.height(), shape.width() };
			try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), given);
				OrtSession.Result result = runtime.run(Map.of(input, tensor)))
			{
				final float[] expected = new float[found.shape().size()];
				((OnnxTensor) result.get(0)).getFloatBuffer().get(expected);
				return difference(expected, floats(PlainNetwork.channelsFirst(found, 0)));
			}
		}
	}

	/** Makes what a last Softmax reads the output; false where another operator is last. */
	private static boolean cutSoftmax(final ModelProto.Builder model) {
		final String output = model.getGraph().getOutput(0).getName();
		for (final NodeProto node : model.getGraph().getNodeList()) {
			if (!node.getOutputList().contains(output) || !node.getOpType().equals("Softmax")) continue;
			model.getGraphBuilder().clearOutput().addOutputBuilder().setName(node.getInput(0)).getTypeBuilder()
				.getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
			return true;
		}
		return false;
	}

	private static Unit strongest(final Batch maps) {
		int best = 0;
		for (int i = 0; i < maps.values().length; i++)
			if (maps.values()[i] > maps.values()[best]) best = i;
		final Shape shape = maps.shape();
		final int position = best / shape.channels();
		return new Unit(0, best % shape.channels(), position / shape.width(), position % shape.width());
	}

	private static double projection(final NetworkSession session, final PlainGraph plain, final Batch picture,
		final Node node)
	{
		final Unit unit = strongest(session.forward(picture, node.name()));
		final double[] kept = new double[node.shape().size()];
		final int i = (unit.map() * node.shape().height() + unit.y()) * node.shape().width() + unit.x();
		kept[i] = plain.output(node.name())[i];
		double worst = 0;
		for (final ProjectionMethod method : ProjectionMethod.values()) {
			final Batch found = session.project(picture, node.name(), List.of(List.of(unit)), method);
			worst = Math.max(worst, difference(floats(plain.project(node.name(), kept, method)), floats(PlainNetwork
				.channelsFirst(found, 0))));
		}
		return worst;
	}

	private static double patches(final NetworkSession session, final Batch picture, final Node node) {
		final Optional<UnitPatches> patches = UnitPatches.of(session.network(), node.name());
		if (patches.isEmpty()) return 0;
		final Unit unit = strongest(session.forward(picture, node.name()));
		final KeptUnits kept = KeptUnits.of(List.of(List.of(unit)), node.shape(), 1);
		return difference(session.projections().onMaps(picture, node.name(), kept, ProjectionMethod.DECONVNET).values(), session
			.projections().onPatches(picture, patches.get(), kept, ProjectionMethod.DECONVNET, true).values());
	}

	private static double incremental(final NetworkSession session, final Batch picture) {
		final Network network = session.network();
		final Shape input = network.inputShape();
		final int side = Math.max(2, input.height() / 8);
		final List<Region> covers = List.of(new Region(0, 0, side, side), new Region(input.width() / 2, input.height() / 3, side,
			side), new Region(input.width() - side, input.height() - side, side, side));
		final float[] fill = new float[input.channels()];
		final Batch covered = new Batch(covers.size(), input);
		for (int i = 0; i < covers.size(); i++) {
			System.arraycopy(picture.values(), 0, covered.values(), i * picture.values().length, picture.values().length);
			final Region cover = covers.get(i);
			for (int y = cover.y(); y < cover.y() + cover.height(); y++)
				Arrays.fill(covered.values(), covered.index(i, y, cover.x(), 0), covered.index(i, y, cover.x() + cover.width() - 1,
					0) + input.channels(), 0f);
		}
		final Batch full = session.forward(covered);
		final String layer = network.convolutions().get(0).name();
		double worst = 0;
		for (final double cost : new double[] { 0, 24 })
			try (IncrementalSession session2 = new IncrementalSession(session, picture, layer, new IncrementalPlan(network, covers,
				cost)))
			{
				final Batch found = session2.run(covers, fill).outputs();
				for (int i = 0; i < covers.size(); i++)
					worst = Math.max(worst, probabilities(network, full, found, i));
			}
		return worst;
	}

	private static double probabilities(final Network network, final Batch full, final Batch found, final int picture) {
		final double[] scores = PlainNetwork.channelsFirst(full, picture);
		final double largest = Arrays.stream(scores).map(Math::abs).max().orElseThrow();
		final double[] a = softmax(network, scores, largest);
		final double[] b = softmax(network, PlainNetwork.channelsFirst(found, picture), largest);
		double worst = 0;
		for (int i = 0; i < a.length; i++)
			worst = Math.max(worst, Math.abs(a[i] - b[i]));
		return worst;
	}

	/** Of scores that are taken as a share of the largest one, as those of random weights would leave one class all. */
	private static double[] softmax(final Network network, final double[] scores, final double largest) {
		if (network.softmax().isPresent()) return scores;
		final double[] powers = Arrays.stream(scores).map(score -> Math.exp(SPREAD * score / largest)).toArray();
		final double sum = Arrays.stream(powers).sum();
		return Arrays.stream(powers).map(power -> power / sum).toArray();
	}

	private static float[] floats(final double[] values) {
		final float[] result = new float[values.length];
		for (int i = 0; i < result.length; i++)
			result[i] = (float) values[i];
		return result;
	}

	private static double difference(final float[] expected, final float[] found) {
		double largest = 1e-30;
		double worst = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			worst = Math.max(worst, Math.abs(expected[i] - found[i]));
		}
		return worst / largest;
	}
}
