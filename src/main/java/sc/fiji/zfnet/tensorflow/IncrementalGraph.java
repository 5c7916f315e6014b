package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.tensorflow.types.family.TType;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.UnitRows;

/**
 * The incremental forward pass as a TensorFlow graph beside the full one. The recomputed units of a layer are the rows of a
 * matrix, all changes one below the other. The values in a unit's window are gathered from the layer below by row number
 * (see {@link PatchRows}), whether they are clean, recomputed or padding; the convolution of all units is then one matrix
 * product. Each change thus costs only its own units, clipped at borders, whatever the stride or the alignment.
 */
final class IncrementalGraph {

	private final Ops tf;
	private final Network network;
	private final ForwardGraph forward;
	private final Set<String> wholeNodes;
	private final String layer;

	private final Operand<TInt32> changes;
	private final Operand<TFloat32> output;
	private final Operand<TFloat32> sums;

	private final Map<String, Operand<TFloat32>> clean = new LinkedHashMap<>();
	private final List<Feed> feeds = new ArrayList<>();

	private final Map<String, Operand<TFloat32>> rows = new HashMap<>();
	private final Map<String, Operand<TFloat32>> tables = new HashMap<>();
	private final Map<String, Operand<TFloat32>> whole = new HashMap<>();

	IncrementalGraph(final Graph graph, final ForwardGraph forward, final Network network, final Set<String> wholeNodes,
		final String layer)
	{
		tf = Ops.create(graph).withSubScope("incremental");
		this.forward = forward;
		this.wholeNodes = wholeNodes;
		this.layer = layer;
		this.network = network;
		changes = fed(tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar())), picture -> TInt32
			.scalarOf(picture.changes()));
		output = tf.identity(whole(network.output().name()));
		sums = tf.identity(sumOfMaps(layer));
	}

	/** Layer whose maps are summed. */
	String layer() {
		return layer;
	}

	/** Placeholders of the clean activations, by node: 1 × height × width × channels. */
	Map<String, Operand<TFloat32>> clean() {
		return clean;
	}

	/** Placeholders of everything else that depends on the changes. */
	List<Feed> feeds() {
		return feeds;
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

	/** The recomputed units of a node, one per row. */
	private Operand<TFloat32> rows(final String name) {
		final Operand<TFloat32> known = rows.get(name);
		if (known != null) return known;
		final Operand<TFloat32> made = name.equals(network.inputName()) ? fed(floats(-1, network.inputShape().channels()),
			ChangedPicture::filledPixels) : recompute(network.node(name));
		rows.put(name, made);
		return made;
	}

	private Operand<TFloat32> recompute(final Node node) {
		return Operations.recompute(tf, node, new Units(node), forward.weightsOf(node));
	}

	/** The units of a node, computed from values gathered from the tables of its inputs. */
	private final class Units implements UnitRows {

		private final Node node;
		private final Window window;

		Units(final Node node) {
			this.node = node;
			window = node.window().orElseThrow();
		}

		@Override
		public Operand<TFloat32> point(final int input) {
			// With a single input, its units are those of the node.
			return node.inputs().size() == 1 ? rows(node.inputs().get(input)) : gathered(input);
		}

		@Override
		public Operand<TFloat32> windows(final int input) {
			final int length = window.height() * window.width() * node.inputShapes().get(input).channels();
			if (node.inputs().get(input).equals(network.inputName()) && node.layer().paddingValue() == 0) return fed(floats(-1,
				length), picture -> picture.windows(node));
			return tf.reshape(gathered(input), ints(-1, length));
		}

		private Operand<TFloat32> gathered(final int input) {
			return tf.gather(table(node.inputs().get(input)), seen(node.inputs().get(input), node, window), tf.constant(0));
		}

		@Override
		public Operand<TFloat32> ofPositions(final float[] map) {
			return tf.gather(tf.constant(org.tensorflow.ndarray.Shape.of(map.length, 1), DataBuffers.of(map)), numbers(
				all -> all.get(node.name()).cleanRows()), tf.constant(0));
		}
	}

	private final Map<List<String>, Operand<TInt32>> seenByReader = new HashMap<>();

	private Operand<TInt32> seen(final String input, final Node reader, final Window window) {
		return seenByReader.computeIfAbsent(List.of(input, reader.name()), key -> numbers(all -> all.get(input).seenBy(all.get(
			reader.name()), window, reader.layer().paddingValue())));
	}

	/** Everything that a reader may need of a node: clean units, padding and recomputed units, one per row. */
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

	/** Complete maps of a node for each change. */
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
		if (!isWhole(input)) {
			final Optional<Operand<TFloat32>> ofSums = Operations.ofSums(tf, node, () -> sumOfMaps(input));
			if (ofSums.isPresent()) return ofSums.get();
		}
		return Operations.forward(tf, node, node.inputs().stream().map(this::whole).toList(), forward.weightsOf(node));
	}

	/**
	 * The sum of each map. Where only patches are computed, it is the sum of the clean map minus the old values of the units
	 * plus the new ones, in double precision so that small changes of large sums are not lost.
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
		return fed(tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1))), picture -> TInt32
			.vectorOf(from.apply(picture.rows())));
	}

	private <T extends TType> Operand<T> fed(final Operand<T> placeholder, final Function<ChangedPicture, TType> from) {
		feeds.add(new Feed(placeholder, from));
		return placeholder;
	}

	/**
	 * A placeholder with the source of its values.
	 *
	 * @param placeholder the placeholder
	 * @param from makes the tensor for given changes; the caller closes it
	 */
	record Feed(Operand<?> placeholder, Function<ChangedPicture, TType> from) {}

	private Operand<TFloat32> floats(final long... shape) {
		return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(shape)));
	}

	private Operand<TInt32> ints(final int... values) {
		return tf.constant(values);
	}
}
