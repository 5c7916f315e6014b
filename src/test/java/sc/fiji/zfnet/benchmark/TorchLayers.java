package sc.fiji.zfnet.benchmark;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.Window;

/** Layers as the script that runs PyTorch is told of them. */
final class TorchLayers {

	private TorchLayers() {}

	/**
	 * Kind and settings, with tabs between.
	 *
	 * @throws IllegalArgumentException for a type of layer that the script does not know
	 */
	static String describe(final Node node) {
		final Layer layer = node.layer();
		final int channels = node.inputShapes().get(0).channels();
		if (layer instanceof Convolution convolution) {
			final Window window = convolution.window();
			final Padding padding = window.padding();
			return line("convolution", channels, convolution.filters(), window.height(), window.width(), window.strideY(), window
				.strideX(), padding.top(), padding.left(), padding.bottom(), padding.right(), window.dilationY(), window
					.dilationX(), convolution.groups(), convolution.bias() ? 1 : 0);
		}
		if (layer instanceof MaxPool pool) {
			final Window window = pool.window();
			final Padding padding = window.padding();
			return line("pool", window.height(), window.width(), window.strideY(), window.strideX(), padding.top(), padding
				.left(), padding.bottom(), padding.right(), window.roundUp() ? 1 : 0);
		}
		if (layer instanceof Dense dense) return line("dense", channels, dense.units(), dense.bias() ? 1 : 0);
		if (layer instanceof LocalResponseNormalization normalization) return line("normalization", normalization.size(),
			normalization.alpha(), normalization.beta(), normalization.bias());
		if (layer instanceof Dropout dropout) return line("dropout", dropout.rate());
		if (layer instanceof Relu) return "rectification";
		if (layer instanceof Concat) return "concatenation";
		if (layer instanceof GlobalAveragePool) return "mean";
		if (layer instanceof Flatten) return "flatten";
		if (layer instanceof Softmax) return "softmax";
		throw new IllegalArgumentException("Layer '" + node.name() + "' (" + layer.type() + ") is not known to the script " +
			"that runs PyTorch");
	}

	private static String line(final Object... words) {
		return Stream.of(words).map(Object::toString).collect(Collectors.joining("\t"));
	}
}
