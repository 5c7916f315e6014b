package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.Window;

/** Which units of each layer a change of a rectangle of the network's input can reach. */
final class AffectedRegions {

	private static final Window POINT = Window.square(1, 1);

	private AffectedRegions() {}

	/**
	 * The rectangle of every node, and of the input under its name, clipped to the maps; it may be empty.
	 *
	 * @param network the network
	 * @param changed rectangle of the input, inside it
	 */
	static Map<String, Region> of(final Network network, final Region changed) {
		final Map<String, Region> regions = new HashMap<>();
		regions.put(network.inputName(), changed);
		for (final Node node : network.nodes())
			regions.put(node.name(), of(node, node.inputs().stream().map(regions::get).toList()));
		return regions;
	}

	/** The window through which a layer looks at its inputs; one unit where it works position by position. */
	static Window window(final Layer layer) {
		if (layer instanceof Convolution convolution) return convolution.window();
		if (layer instanceof MaxPool pool) return pool.window();
		if (layer instanceof AveragePool pool) return pool.window();
		return POINT;
	}

	/** Whether a unit of a layer sees no more than a window of each input, so that a change stays a rectangle. */
	static boolean isLocal(final Node node) {
		final Layer layer = node.layer();
		return layer instanceof Convolution || layer instanceof MaxPool || layer instanceof AveragePool ||
			layer instanceof Relu || layer instanceof LocalResponseNormalization || layer instanceof Dropout ||
			layer instanceof Softmax || layer instanceof Concat || layer instanceof Reshape reshape && reshape.shape().equals(
				node.inputShapes().get(0));
	}

	private static Region of(final Node node, final List<Region> inputs) {
		final Region input = inputs.stream().reduce(AffectedRegions::union).orElseThrow();
		final Shape shape = node.shape();
		if (input.isEmpty()) return new Region(0, 0, 0, 0);
		if (!isLocal(node)) return new Region(0, 0, shape.width(), shape.height());
		final Window window = window(node.layer());
		final int left = first(input.x() + window.padding().left(), window.extentX(), window.strideX());
		final int top = first(input.y() + window.padding().top(), window.extentY(), window.strideY());
		final int right = (input.x() + input.width() - 1 + window.padding().left()) / window.strideX();
		final int bottom = (input.y() + input.height() - 1 + window.padding().top()) / window.strideY();
		return new Region(left, top, Math.max(0, right - left + 1), Math.max(0, bottom - top + 1)).clip(shape);
	}

	/** First window that reaches a position of the padded map. */
	private static int first(final int position, final int extent, final int stride) {
		return Math.max(0, Math.floorDiv(position - extent + stride, stride));
	}

	private static Region union(final Region a, final Region b) {
		if (a.isEmpty() || b.isEmpty()) return a.isEmpty() ? b : a;
		final int left = Math.min(a.x(), b.x());
		final int top = Math.min(a.y(), b.y());
		return new Region(left, top, Math.max(a.x() + a.width(), b.x() + b.width()) - left, Math.max(a.y() + a.height(), b
			.y() + b.height()) - top);
	}
}
