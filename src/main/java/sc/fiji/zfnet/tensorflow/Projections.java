package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * Projections of a network session: chooses between whole maps and patches of the size that one unit can reach, and keeps
 * one graph of each kind per layer. Thread-safe.
 */
final class Projections {

	/** Maximum number of values that the projections of a run hold at once. */
	private static final long VALUES_A_RUN = 128L << 20;

	private static final int MOST_A_RUN = 128;

	private final Graph graph;
	private final Supplier<Session.Runner> runners;
	private final ForwardGraph forward;
	private final Network network;
	private final Map<Key, DeconvnetGraph> deconvnets = new HashMap<>();
	private final Map<LocalKey, LocalDeconvnetGraph> localDeconvnets = new HashMap<>();

	Projections(final Graph graph, final Supplier<Session.Runner> runners, final ForwardGraph forward, final Network network) {
		this.graph = graph;
		this.runners = runners;
		this.forward = forward;
		this.network = network;
	}

	/** See {@link NetworkSession#project}. */
	Batch project(final Batch input, final String layer, final List<List<Unit>> projections, final ProjectionMethod method) {
		Feeds.check(network, input);
		if (projections.isEmpty()) return new Batch(0, network.inputShape());
		final Shape shape = network.node(layer).shape();
		final KeptUnits kept = KeptUnits.of(projections, shape, input.pictures());
		if (projections.stream().allMatch(units -> units.size() == 1)) {
			final Optional<UnitPatches> patches = UnitPatches.of(network, layer);
			if (patches.isPresent() && patches.get().isWorthwhile()) return onPatches(input, patches.get(), kept, method,
				patches.get().isActivationLocal(projections.size(), input.pictures()));
		}
		return onMaps(input, layer, kept, method);
	}

	/** See {@link NetworkSession#projectionsARun}. */
	int most(final String layer, final boolean singleUnits) {
		final Optional<UnitPatches> patches = UnitPatches.of(network, layer).filter(found -> singleUnits && found
			.isWorthwhile());
		long largest = network.inputShape().size();
		for (final Node node : patches.isEmpty() ? network.upTo(layer) : patches.get().nodes())
			largest = Math.max(largest, patches.isEmpty() ? node.shape().size() : (long) node.shape().channels() * patches.get()
				.of(node.name()).height() * patches.get().of(node.name()).width());
		// A projection needs about four times its largest map at once: the values on the way down and the switches.
		return (int) Math.max(1, Math.min(MOST_A_RUN, VALUES_A_RUN / (4 * largest)));
	}

	/** Projects with whole maps of every layer. */
	Batch onMaps(final Batch input, final String layer, final KeptUnits kept, final ProjectionMethod method) {
		final DeconvnetGraph deconvnet = deconvnet(layer, method);
		try (TFloat32 fed = Feeds.pictures(input);
			TInt32 pictures = TInt32.vectorOf(kept.pictures());
			TInt32 sources = matrix(kept.sources());
			TInt32 targets = matrix(kept.targets());
			Result result = runners.get().feed(forward.input(), fed).feed(deconvnet.pictures(), pictures).feed(deconvnet
				.sources(), sources).feed(deconvnet.targets(), targets).fetch(deconvnet.projection()).run())
		{
			return NetworkSession.batch((TFloat32) result.get(0), network.inputShape());
		}
	}

	/** Projects with patches as large as a unit can reach; for projections of one unit each. */
	Batch onPatches(final Batch input, final UnitPatches patches, final KeptUnits kept, final ProjectionMethod method,
		final boolean activationLocal)
	{
		final LocalDeconvnetGraph deconvnet = localDeconvnet(new LocalKey(patches.layer(), method, activationLocal, patches
			.crossBorders(kept.sources())), patches);
		try (TFloat32 fed = Feeds.pictures(input);
			TInt32 units = matrix(kept.sources());
			Result result = runners.get().feed(forward.input(), fed).feed(deconvnet.units(), units).fetch(deconvnet
				.projection()).run())
		{
			final ReceptiveField field = patches.of(network.inputName());
			final Batch parts = NetworkSession.batch((TFloat32) result.get(0), new Shape(network.inputShape().channels(), field
				.height(), field.width()));
			return onInput(parts, field, kept.sources());
		}
	}

	/** Places the patches at their positions in the input. */
	private Batch onInput(final Batch parts, final ReceptiveField field, final int[] units) {
		final Shape input = network.inputShape();
		final Batch whole = new Batch(parts.pictures(), input);
		for (int p = 0; p < parts.pictures(); p++) {
			final int row = units[4 * p + 1];
			final int column = units[4 * p + 2];
			final Region region = field.of(column, row, input);
			// The receptive field of a unit may contain only padding.
			if (region.isEmpty()) continue;
			final int left = region.x() - column * field.strideX() - field.offsetX();
			final int top = region.y() - row * field.strideY() - field.offsetY();
			for (int y = 0; y < region.height(); y++)
				System.arraycopy(parts.values(), parts.index(p, top + y, left, 0), whole.values(), whole.index(p, region.y() + y,
					region.x(), 0), region.width() * input.channels());
		}
		return whole;
	}

	private LocalDeconvnetGraph localDeconvnet(final LocalKey wanted, final UnitPatches patches) {
		synchronized (localDeconvnets) {
			return localDeconvnets.computeIfAbsent(wanted, key -> new LocalDeconvnetGraph(graph, forward, network, patches,
				key.method, key.activationLocal, key.acrossBorders));
		}
	}

	private record Key(String layer, ProjectionMethod method) {}

	private record LocalKey(String layer, ProjectionMethod method, boolean activationLocal, boolean acrossBorders) {}

	private DeconvnetGraph deconvnet(final String layer, final ProjectionMethod method) {
		synchronized (deconvnets) {
			return deconvnets.computeIfAbsent(new Key(layer, method), key -> new DeconvnetGraph(graph, forward, network,
				key.layer, key.method));
		}
	}

	private static TInt32 matrix(final int[] rowsOfFour) {
		return TInt32.tensorOf(org.tensorflow.ndarray.Shape.of(rowsOfFour.length / 4, 4), DataBuffers.of(rowsOfFour, true,
			false));
	}
}
