package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Window;

/**
 * Decides for each layer whether the units that a change can reach are recomputed alone or the whole maps, by counted
 * multiply-adds, and how many changes are computed at a time.
 */
final class IncrementalPlan {

	/** Time of a multiply-add of a recomputed unit, one large matrix product, against one of a convolution of maps. */
	private static final double PRODUCT_COST = 0.6;

	/** Gathering one value of a unit's window takes as long as so many multiply-adds of a convolution of maps. */
	private static final double GATHER_COST = 24;

	/** What the largest table of windows may take, in values: it should stay near the processor. */
	private static final long WINDOW_VALUES = 80L << 20;

	/** Multiply-adds of one run: a fraction of a second, so that a person sees progress and can stop. */
	private static final long RUN_MULTIPLY_ADDS = 24_000_000_000L;

	private static final int LARGEST_RUN = 128;

	private final Network network;
	private final double gatherCost;
	private final Map<String, Double> units = new HashMap<>();
	private final Set<String> whole = new HashSet<>();

	/**
	 * @param network the network
	 * @param changes rectangles of the input like those that will change
	 */
	IncrementalPlan(final Network network, final List<Region> changes) {
		this(network, changes, GATHER_COST);
	}

	/**
	 * @param network the network
	 * @param changes rectangles of the input like those that will change
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
			if (node.inputs().stream().anyMatch(whole::contains) || !AffectedRegions.isLocal(node) || isCheaperWhole(node))
				whole.add(node.name());
	}

	private boolean isCheaperWhole(final Node node) {
		if (!(node.layer() instanceof Convolution convolution)) return false;
		final double alone = node.multiplyAdds() * share(node) * (PRODUCT_COST + (isPoint(convolution.window()) ? 0
			: gatherCost * convolution.groups() / convolution.filters()));
		return alone >= node.multiplyAdds();
	}

	/** Whether a convolution sees single units, one after another. */
	static boolean isPoint(final Window window) {
		return window.height() == 1 && window.width() == 1 && window.strideY() == 1 && window.strideX() == 1 && window.padding()
			.isNone();
	}

	private double share(final Node node) {
		return units.get(node.name()) / node.shape().positions();
	}

	/** The nodes that are computed as whole maps. */
	Set<String> whole() {
		return whole;
	}

	/** Mean multiply-adds of a change when only what it can reach is computed: the bound that no exact method goes below. */
	long boundMultiplyAdds() {
		double sum = 0;
		for (final Node node : network.nodes())
			sum += node.multiplyAdds() * (AffectedRegions.isLocal(node) ? share(node) : 1);
		return Math.round(sum);
	}

	/** Changes to be computed at a time. */
	int changesPerRun() {
		long multiplyAdds = 1;
		long values = 1;
		for (final Node node : network.nodes()) {
			final boolean isWhole = whole.contains(node.name());
			multiplyAdds += isWhole ? node.multiplyAdds() : Math.round(node.multiplyAdds() * share(node));
			final Window window = AffectedRegions.window(node.layer());
			final long seen = (long) window.height() * window.width() * node.inputShapes().stream().mapToInt(shape -> shape
				.channels()).sum();
			values = Math.max(values, isWhole ? 4L * node.shape().size() : Math.round(seen * units.get(node.name())));
		}
		return (int) Math.max(1, Math.min(LARGEST_RUN, Math.min(RUN_MULTIPLY_ADDS / multiplyAdds, WINDOW_VALUES / values)));
	}
}
