package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.tensorflow.operations.Operations;

/**
 * Decides for each layer, from the number of multiply-adds, whether only the units that a change can reach are recomputed or
 * the whole maps, and how many changes are computed at a time.
 */
final class IncrementalPlan {

	/** Time of a multiply-add in one large matrix product of recomputed units, relative to a convolution of maps. */
	private static final double PRODUCT_COST = 0.6;

	/** Time to gather one value of a unit's window, in multiply-adds of a convolution of maps. */
	private static final double GATHER_COST = 24;

	/** Minimum time to gather a row, however short, in values. */
	private static final int ROW_COST = 85;

	/** Patches are used only if they take at most this fraction of the time of full passes. */
	private static final double WORTHWHILE = 0.7;

	/** Maximum size of a table of windows, in values. */
	private static final long WINDOW_VALUES = 80L << 20;

	/** Maximum multiply-adds of one run: a fraction of a second, so that users see progress and can cancel. */
	private static final long RUN_MULTIPLY_ADDS = 24_000_000_000L;

	private static final int LARGEST_RUN = 128;

	private final Network network;
	private final double gatherCost;
	private final Map<String, Double> units = new HashMap<>();
	private final Set<String> whole = new HashSet<>();

	/**
	 * @param network the network
	 * @param changes rectangles of the input, typical of those that will change
	 */
	IncrementalPlan(final Network network, final List<Region> changes) {
		this(network, changes, GATHER_COST);
	}

	/**
	 * @param network the network
	 * @param changes rectangles of the input, typical of those that will change
	 * @param gatherCost multiply-adds of a convolution of maps that take as long as gathering one value of a window
	 */
	IncrementalPlan(final Network network, final List<Region> changes, final double gatherCost) {
		this.network = network;
		this.gatherCost = gatherCost;
		final int step = Math.max(1, changes.size() / 256);
		final int count = (changes.size() + step - 1) / step;
		for (int i = 0; i < changes.size(); i += step)
			AffectedRegions.of(network, changes.get(i)).forEach((name, region) -> units.merge(name, (double) region.width() *
				region.height() / count, Double::sum));
		for (final Node node : network.nodes())
			if (node.inputs().stream().anyMatch(whole::contains) || node.window().isEmpty() || isCheaperWhole(node))
				whole.add(node.name());
	}

	private boolean isCheaperWhole(final Node node) {
		return node.multiplyAdds() > 0 && cost(node) >= wholeCost(node);
	}

	/** Cost of recomputing a node's units, in multiply-adds of a convolution of maps. */
	private double cost(final Node node) {
		final Window window = node.window().orElse(Window.POINT);
		// Windows of the network's input are copied row by row.
		final int rows = window.height() * (node.inputs().contains(network.inputName()) ? 1 : window.width());
		final int channels = node.inputShapes().stream().mapToInt(shape -> shape.channels()).sum();
		final double gather = gatherCost * (rows * ROW_COST + window.height() * window.width() * channels);
		return units.get(node.name()) * ((double) node.multiplyAdds() / node.shape().positions() * PRODUCT_COST + (window.isPoint()
			? 0 : gather));
	}

	private static double wholeCost(final Node node) {
		return node.multiplyAdds() * Operations.slowness(node);
	}

	/** Whether patches are faster than full passes of covered pictures. */
	boolean isWorthwhile() {
		double patches = 0;
		double full = 0;
		for (final Node node : network.nodes()) {
			full += wholeCost(node);
			patches += whole.contains(node.name()) ? wholeCost(node) : cost(node);
			if (whole.contains(node.name())) continue;
			// Where whole maps begin, they are assembled row by row.
			if (network.readersOf(node.name()).stream().anyMatch(reader -> whole.contains(reader.name()))) patches += gatherCost *
				node.shape().positions() * (ROW_COST + node.shape().channels());
		}
		return gatherCost == 0 || patches < WORTHWHILE * full;
	}

	private double share(final Node node) {
		return units.get(node.name()) / node.shape().positions();
	}

	/** The nodes that are computed as whole maps. */
	Set<String> whole() {
		return whole;
	}

	/** Mean multiply-adds per change if only the units that it can reach are computed: a lower bound for any exact method. */
	long boundMultiplyAdds() {
		double sum = 0;
		for (final Node node : network.nodes())
			sum += node.multiplyAdds() * (node.window().isPresent() ? share(node) : 1);
		return Math.round(sum);
	}

	/** Number of changes to compute at a time. */
	int changesPerRun() {
		long multiplyAdds = 1;
		long values = 1;
		for (final Node node : network.nodes()) {
			final boolean isWhole = whole.contains(node.name());
			multiplyAdds += isWhole ? node.multiplyAdds() : Math.round(node.multiplyAdds() * share(node));
			final Window window = node.window().orElse(Window.POINT);
			final long seen = (long) window.height() * window.width() * node.inputShapes().stream().mapToInt(shape -> shape
				.channels()).sum();
			values = Math.max(values, isWhole ? 4L * node.shape().size() : Math.round(seen * units.get(node.name())));
		}
		return (int) Math.max(1, Math.min(LARGEST_RUN, Math.min(RUN_MULTIPLY_ADDS / multiplyAdds, WINDOW_VALUES / values)));
	}
}
