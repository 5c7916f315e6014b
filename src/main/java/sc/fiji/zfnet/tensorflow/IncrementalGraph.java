package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.tensorflow.operations.Operations;

/**
 * The incremental forward pass as a TensorFlow graph beside the full one. Recomputed units of a layer are the rows of a
 * matrix, those of all changes one below the other; what a unit's window sees is gathered from the layer below by row
 * numbers (see {@link PatchRows}), whether it is clean, recomputed or padding, and a convolution of all of them is one
 * matrix product. So each change costs just its own units, clipped at borders, whatever the stride or the alignment.
 */
final class IncrementalGraph {

	private final Ops tf;
	private final TrainedNetwork trained;
	private final Network network;
	private final ForwardGraph forward;
	private final Set<String> wholeNodes;
	private final String layer;

	private final Operand<TInt32> changes;
	private final Operand<TFloat32> output;
	private final Operand<TFloat32> sums;

	private final Map<String, Operand<TFloat32>> clean = new LinkedHashMap<>();
	private final Map<Operand<TInt32>, Function<Map<String, PatchRows>, int[]>> rowNumbers = new LinkedHashMap<>();
	private final Map<Operand<TFloat32>, Function<Map<String, PatchRows>, float[]>> shares = new LinkedHashMap<>();
	private final Map<Operand<TFloat32>, Node> windows = new LinkedHashMap<>();
	private Operand<TFloat32> inputRows;

	private final Map<String, Operand<TFloat32>> rows = new HashMap<>();
	private final Map<String, Operand<TFloat32>> tables = new HashMap<>();
	private final Map<String, Operand<TFloat32>> whole = new HashMap<>();

	IncrementalGraph(final Graph graph, final ForwardGraph forward, final TrainedNetwork trained, final Set<String> wholeNodes,
		final String layer)
	{
		tf = Ops.create(graph).withSubScope("incremental");
		this.trained = trained;
		this.forward = forward;
		this.wholeNodes = wholeNodes;
		this.layer = layer;
		network = trained.network();
		changes = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
		output = tf.identity(whole(network.output().name()));
		sums = tf.identity(sumOfMaps(layer));
	}

	/** The layer whose maps are summed. */
	String layer() {
		return layer;
	}

	/** Where the number of changes goes in. */
	Operand<TInt32> changes() {
		return changes;
	}

	/** Where clean activations go in, by node: 1 × height × width × channels. */
	Map<String, Operand<TFloat32>> clean() {
		return clean;
	}

	/** Where row numbers go in, and how they are made from the units of each layer. */
	Map<Operand<TInt32>, Function<Map<String, PatchRows>, int[]>> rowNumbers() {
		return rowNumbers;
	}

	/** Where average pools take one over the number of values of each window. */
	Map<Operand<TFloat32>, Function<Map<String, PatchRows>, float[]>> shares() {
		return shares;
	}

	/** Where convolutions of the network's input take their windows. */
	Map<Operand<TFloat32>, Node> windows() {
		return windows;
	}

	/** Where the changed pixels of the input go in, one row a pixel; null where no layer reads them so. */
	Operand<TFloat32> inputRows() {
		return inputRows;
	}

	/** The network's output: changes × height × width × channels. */
	Operand<TFloat32> output() {
		return output;
	}

	/** The sum over all positions of each map of the layer: changes × channels. */
	Operand<TFloat32> sums() {
		return sums;
	}

	private boolean isWhole(final String name) {
		return wholeNodes.contains(name);
	}

	/** The recomputed units of a node, one a row. */
	private Operand<TFloat32> rows(final String name) {
		final Operand<TFloat32> known = rows.get(name);
		if (known != null) return known;
		final Operand<TFloat32> made = name.equals(network.inputName()) ? inputPixels() : recompute(network.node(name));
		rows.put(name, made);
		return made;
	}

	private Operand<TFloat32> inputPixels() {
		inputRows = floats(-1, network.inputShape().channels());
		return inputRows;
	}

	private Operand<TFloat32> recompute(final Node node) {
		final String input = node.inputs().get(0);
		final int channels = node.shape().channels();
		if (node.layer() instanceof Convolution convolution) return convolve(node, convolution);
		if (node.layer() instanceof MaxPool pool) return tf.max(gathered(input, node, pool.window(), true), tf.constant(1));
		if (node.layer() instanceof AveragePool pool) {
			final Operand<TFloat32> share = floats(-1, 1);
			shares.put(share, all -> all.get(node.name()).shares(pool, node.inputShapes().get(0)));
			return tf.math.mul(tf.reduceSum(gathered(input, node, pool.window(), false), tf.constant(1)), share);
		}
		if (node.layer() instanceof Concat) {
			final List<Operand<TFloat32>> parts = new ArrayList<>();
			for (final String part : node.inputs())
				parts.add(tf.gather(table(part), seen(part, node, AffectedRegions.window(node.layer()), false), tf.constant(0)));
			return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
		}
		if (node.layer() instanceof Softmax) return tf.nn.softmax(rows(input));
		if (node.layer() instanceof LocalResponseNormalization) {
			final Operand<TFloat32> maps = tf.reshape(rows(input), ints(-1, 1, 1, channels));
			return tf.reshape(Operations.forward(tf, node, List.of(maps), null), ints(-1, channels));
		}
		if (node.layer() instanceof Reshape) return rows(input);
		// The others work value by value, so the arrangement does not matter to them.
		return Operations.forward(tf, node, List.of(rows(input)), null);
	}

	private Operand<TFloat32> convolve(final Node node, final Convolution convolution) {
		final int groups = convolution.groups();
		final String input = node.inputs().get(0);
		final int channels = node.inputShapes().get(0).channels() / groups;
		final int length = convolution.window().height() * convolution.window().width() * channels;
		final LayerWeights weights = trained.weights().of(node.name());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		for (int group = 0; group < groups; group++) {
			final Operand<TFloat32> seen;
			if (groups == 1 && input.equals(network.inputName())) {
				seen = floats(-1, length);
				windows.put(seen, node);
			}
			else if (IncrementalPlan.isPoint(convolution.window())) seen = group(rows(input), group, groups, channels);
			else seen = tf.reshape(tf.gather(group(table(input), group, groups, channels), seen(input, node, convolution.window(),
				false), tf.constant(0)), ints(-1, length));
			parts.add(tf.linalg.matMul(seen, kernel(node, weights, group, groups, length)));
		}
		final Operand<TFloat32> maps = parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
		return weights.bias().length == 0 ? maps : tf.nn.biasAdd(maps, forward.weightsOf(node).bias());
	}

	/** The columns of a group's channels. */
	private Operand<TFloat32> group(final Operand<TFloat32> values, final int group, final int groups, final int channels) {
		return groups == 1 ? values : tf.slice(values, ints(0, group * channels), ints(-1, channels));
	}

	/** The weights of one group as a matrix: what a window sees × filters. */
	private Operand<TFloat32> kernel(final Node node, final LayerWeights weights, final int group, final int groups,
		final int length)
	{
		final int[] dimensions = node.kernelDimensions();
		dimensions[0] /= groups;
		final int size = dimensions[0] * length;
		final float[] part = groups == 1 ? weights.kernel() : Arrays.copyOfRange(weights.kernel(), group * size, (group + 1) *
			size);
		return tf.constant(org.tensorflow.ndarray.Shape.of(length, dimensions[0]), DataBuffers.of(WeightLayout.toTensorFlow(part,
			dimensions)));
	}

	/** What the windows of a node's units hold: units × positions of the window × channels. */
	private Operand<TFloat32> gathered(final String input, final Node node, final Window window, final boolean lowest) {
		return tf.reshape(tf.gather(table(input), seen(input, node, window, lowest), tf.constant(0)), ints(-1, window.height() *
			window.width(), node.inputShapes().get(0).channels()));
	}

	private final Map<List<String>, Operand<TInt32>> seenByReader = new HashMap<>();

	private Operand<TInt32> seen(final String input, final Node reader, final Window window, final boolean lowest) {
		return seenByReader.computeIfAbsent(List.of(input, reader.name()), key -> numbers(all -> all.get(input).seenBy(all.get(
			reader.name()), window, lowest)));
	}

	/** All that a reader may need of a node: clean units, padding and recomputed units, one a row. */
	private Operand<TFloat32> table(final String name) {
		final Operand<TFloat32> known = tables.get(name);
		if (known != null) return known;
		final int channels = network.shapeOf(name).channels();
		final float[] padding = new float[2 * channels];
		Arrays.fill(padding, channels, 2 * channels, -Float.MAX_VALUE);
		final Operand<TFloat32> table = tf.concat(List.of(cleanRows(name), tf.constant(org.tensorflow.ndarray.Shape.of(2,
			channels), DataBuffers.of(padding)), rows(name)), tf.constant(0));
		tables.put(name, table);
		return table;
	}

	private Operand<TFloat32> cleanRows(final String name) {
		final Shape shape = network.shapeOf(name);
		final Operand<TFloat32> fed = clean.computeIfAbsent(name, key -> floats(1, shape.height(), shape.width(), shape
			.channels()));
		return tf.reshape(fed, ints(-1, shape.channels()));
	}

	/** A node's whole maps for each change. */
	private Operand<TFloat32> whole(final String name) {
		final Operand<TFloat32> known = whole.get(name);
		if (known != null) return known;
		final Operand<TFloat32> made = makeWhole(name);
		whole.put(name, made);
		return made;
	}

	private Operand<TFloat32> makeWhole(final String name) {
		final Shape shape = network.shapeOf(name);
		if (!isWhole(name)) return tf.reshape(tf.gather(table(name), numbers(all -> all.get(name).whole()), tf.constant(0)),
			ints(-1, shape.height(), shape.width(), shape.channels()));
		final Node node = network.node(name);
		final String input = node.inputs().get(0);
		if (node.layer() instanceof GlobalAveragePool && !isWhole(input)) return tf.reshape(tf.math.mul(sumOfMaps(input), tf
			.constant(1f / node.inputShapes().get(0).positions())), ints(-1, 1, 1, shape.channels()));
		return Operations.forward(tf, node, node.inputs().stream().map(this::whole).toList(), forward.weightsOf(node));
	}

	/**
	 * The sum of each map; where only patches are computed it is that of the clean map with the old values of the units taken
	 * off and the new ones added, in double precision so that little is not lost beside much.
	 */
	private Operand<TFloat32> sumOfMaps(final String name) {
		if (isWhole(name)) return tf.reduceSum(whole(name), ints(1, 2));
		final Operand<TInt32> unitRows = numbers(all -> all.get(name).cleanRows());
		final Operand<TInt32> unitChanges = numbers(all -> all.get(name).changes());
		final Operand<TFloat64> before = inDoublePrecision(tf.gather(cleanRows(name), unitRows, tf.constant(0)));
		final Operand<TFloat64> difference = tf.math.unsortedSegmentSum(tf.math.sub(inDoublePrecision(rows(name)), before),
			unitChanges, changes);
		return tf.dtypes.cast(tf.math.add(difference, tf.reduceSum(inDoublePrecision(cleanRows(name)), tf.constant(0))),
			TFloat32.class);
	}

	private Operand<TFloat64> inDoublePrecision(final Operand<TFloat32> values) {
		return tf.dtypes.cast(values, TFloat64.class);
	}

	private Operand<TInt32> numbers(final Function<Map<String, PatchRows>, int[]> from) {
		final Operand<TInt32> fed = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
		rowNumbers.put(fed, from);
		return fed;
	}

	private Operand<TFloat32> floats(final long... shape) {
		return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(shape)));
	}

	private Operand<TInt32> ints(final int... values) {
		return tf.constant(values);
	}
}
