package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * The part of each map below a layer that one unit of the layer depends on: a patch of the same size for every unit, with
 * an origin that follows from the unit's position. Patches of units near the border lie partly outside the map.
 */
final class UnitPatches {

	private final Network network;
	private final List<Node> nodes;
	private final String layer;
	private final Map<String, ReceptiveField> fields = new HashMap<>();

	private UnitPatches(final Network network, final String layer) {
		this.network = network;
		this.layer = layer;
		nodes = onTheWay(network, layer);
		fields.put(layer, ReceptiveField.PIXEL);
		final List<Node> downward = new ArrayList<>(nodes);
		Collections.reverse(downward);
		for (final Node node : downward)
			for (int i = 0; i < node.inputs().size(); i++)
				if (node.layer().passesDown(i)) fields.merge(node.inputs().get(i), pieceOf(node), ReceptiveField::union);
	}

	/** The nodes between a layer and the input, in the network's order. */
	private static List<Node> onTheWay(final Network network, final String layer) {
		final Set<String> reached = new HashSet<>(Set.of(layer));
		final List<Node> all = network.upTo(layer);
		final List<Node> result = new ArrayList<>();
		for (int n = all.size() - 1; n >= 0; n--) {
			final Node node = all.get(n);
			if (!reached.contains(node.name())) continue;
			result.add(0, node);
			for (int i = 0; i < node.inputs().size(); i++)
				if (node.layer().passesDown(i)) reached.add(node.inputs().get(i));
		}
		return result;
	}

	/**
	 * The patches below a layer.
	 *
	 * @return empty when a layer on the way down needs whole maps
	 */
	static Optional<UnitPatches> of(final Network network, final String layer) {
		final boolean local = onTheWay(network, layer).stream().allMatch(node -> node.layer().windowDown(node.inputShapes())
			.isPresent());
		return local ? Optional.of(new UnitPatches(network, layer)) : Optional.empty();
	}

	/** The layer. */
	String layer() {
		return layer;
	}

	/** The nodes from the first to the layer. */
	List<Node> nodes() {
		return nodes;
	}

	/** Position of the patch of a node or, under its name, of the input, in its own pixels relative to the layer's. */
	ReceptiveField of(final String node) {
		return fields.get(node);
	}

	/** The part of each input's patch that a node reads; other readers may need more of it. */
	ReceptiveField pieceOf(final Node node) {
		final ReceptiveField above = fields.get(node.name());
		final ReceptiveField step = node.layer().receptiveField(Collections.nCopies(node.inputs().size(),
			ReceptiveField.PIXEL), node.inputShapes());
		return new ReceptiveField((above.height() - 1) * step.strideY() + step.height(), (above.width() - 1) * step
			.strideX() + step.width(), above.strideY() * step.strideY(), above.strideX() * step.strideX(), above.offsetY() * step
				.strideY() + step.offsetY(), above.offsetX() * step.strideX() + step.offsetX());
	}

	/** A node that computes its patch from pieces of its inputs' patches, without padding. */
	Node patchNode(final Node node) {
		final ReceptiveField piece = pieceOf(node);
		final List<Shape> inputs = node.inputShapes().stream().map(shape -> new Shape(shape.channels(), piece.height(), piece
			.width())).toList();
		final ReceptiveField patch = of(node.name());
		return new Node(node.name(), node.layer().unpadded(), node.inputs(), inputs, new Shape(node.shape().channels(), patch
			.height(), patch.width()), ReceptiveField.PIXEL);
	}

	/** Whether windows of a node may reach beyond its inputs' maps. */
	static boolean reachesBeyond(final Node node) {
		final Shape input = node.inputShapes().get(0);
		return !node.layer().windowDown(node.inputShapes()).orElseThrow().paddingFor(input.height(), input.width()).isNone();
	}

	/**
	 * Whether any patch lies partly outside its map.
	 *
	 * @param units picture, row, column and map of each unit
	 */
	boolean crossBorders(final int[] units) {
		for (int i = 0; i < units.length; i += 4)
			for (final Map.Entry<String, ReceptiveField> patch : fields.entrySet()) {
				final Region inside = patch.getValue().of(units[i + 2], units[i + 1], network.shapeOf(patch.getKey()));
				if (inside.height() < patch.getValue().height() || inside.width() < patch.getValue().width()) return true;
			}
		return false;
	}

	/**
	 * Whether a node's patches are taken from the forward pass of whole pictures: the input, and those in which the
	 * switches of max pooling are found, because rounding may decide between almost equal values.
	 */
	boolean isTaken(final String node) {
		return node.equals(network.inputName()) || isSeenWhole(network.node(node)) || nodes.stream().anyMatch(reader -> reader.layer().hasSwitches() && reader
			.inputs().contains(node));
	}

	/** Whether a node has no window, or an input that no values are passed down to: its output is not computed on patches. */
	private static boolean isSeenWhole(final Node node) {
		return node.window().isEmpty() || !IntStream.range(0, node.inputs().size()).allMatch(node.layer()::passesDown);
	}

	/** Whether patches need less than half the arithmetic of whole maps. */
	boolean isWorthwhile() {
		return 2 * nodes.stream().mapToDouble(this::patchCost).sum() < nodes.stream().mapToDouble(UnitPatches::cost).sum();
	}

	/** Whether computing the activations of some units on patches is cheaper than a forward pass of whole pictures. */
	boolean isActivationLocal(final int units, final int pictures) {
		final Set<String> whole = new HashSet<>();
		for (final Node node : nodes)
			if (isTaken(node.name())) network.upTo(node.name()).forEach(below -> whole.add(below.name()));
		final double saved = nodes.stream().filter(node -> !whole.contains(node.name())).mapToDouble(UnitPatches::cost).sum();
		final Set<String> computed = new HashSet<>();
		final List<String> open = new ArrayList<>(List.of(layer));
		while (!open.isEmpty()) {
			final String name = open.remove(open.size() - 1);
			if (!isTaken(name) && computed.add(name)) open.addAll(network.node(name).inputs());
		}
		final double spent = computed.stream().map(network::node).mapToDouble(this::patchCost).sum();
		return units * spent < pictures * saved;
	}

	private double patchCost(final Node node) {
		final ReceptiveField patch = of(node.name());
		return cost(node) * patch.height() * patch.width() / node.shape().positions();
	}

	/** Multiplications, plus one step per value. */
	private static double cost(final Node node) {
		return node.multiplyAdds() + (double) node.shape().size();
	}
}
