package sc.fiji.zfnet.analysis;

import java.util.Collection;
import java.util.List;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;

/** Combines pictures into batches that fit into memory. */
public final class Batches {

	/** Maximum number of activation values per run of the graph. */
	private static final long VALUES_A_RUN = 64L << 20;

	/** Number of activation values below which more pictures cost little memory. */
	private static final long FEW_VALUES = 16L << 20;

	private static final int MOST = 64;

	/** Maximum number of pictures whose outputs are kept together. */
	private static final int MOST_OUTPUTS = 32;

	/** Maximum number of their values: 64 MiB. */
	private static final long OUTPUT_VALUES = 1 << 24;

	private Batches() {}

	/** Number of inputs per run of a whole network; 1 or more. */
	public static int size(final Network network) {
		return most(VALUES_A_RUN, network, network.nodes(), MOST);
	}

	/**
	 * Number of inputs per run of a network up to given layers; 1 or more.
	 *
	 * @param network the network
	 * @param layers names of the layers
	 * @param most maximum number
	 * @param mostOfSmall maximum number for a network with few activations; {@code most} or more
	 */
	public static int size(final Network network, final List<String> layers, final int most, final int mostOfSmall) {
		final List<Node> nodes = layers.stream().flatMap(layer -> network.upTo(layer).stream()).distinct().toList();
		return Math.max(most(VALUES_A_RUN, network, nodes, most), most(FEW_VALUES, network, nodes, mostOfSmall));
	}

	/**
	 * Number of pictures per batch at which the compared outputs of some layers, which are kept together, stay small in memory;
	 * 2 to 32.
	 */
	public static int sizeForOutputs(final Network network, final List<String> layers) {
		final long values = layers.stream().mapToLong(layer -> network.node(layer).shape().size()).sum();
		return (int) Math.max(2, Math.min(MOST_OUTPUTS, OUTPUT_VALUES / values));
	}

	private static int most(final long values, final Network network, final Collection<Node> nodes, final int most) {
		final long each = nodes.stream().mapToLong(node -> node.shape().size()).sum() + network.inputShape().size();
		return (int) Math.max(1, Math.min(most, values / each));
	}

	/** Concatenates batches of equal shape. */
	public static Batch joined(final List<Batch> batches) {
		if (batches.size() == 1) return batches.get(0);
		final Batch joined = new Batch(batches.stream().mapToInt(Batch::pictures).sum(), batches.get(0).shape());
		int at = 0;
		for (final Batch batch : batches) {
			System.arraycopy(batch.values(), 0, joined.values(), at, batch.values().length);
			at += batch.values().length;
		}
		return joined;
	}
}
