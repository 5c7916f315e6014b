package sc.fiji.zfnet.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/** What comes down through every type of layer in the deconvnet, from its definition. */
final class PlainDownward {

	private PlainDownward() {}

	static List<Bounded> of(final Node node, final Bounded above, final List<Bounded> inputs,
		final TrainedNetwork trained)
	{
		if (node.layer() instanceof Relu) return List.of(PlainForward.rectified(above));
		if (node.layer() instanceof Concat) return split(node.inputShapes(), above);
		final Sums sums = transposed(node, above, inputs.get(0), trained);
		return List.of(sums == null ? above : sums.bounded());
	}

	/** Layers through which values go back by the transposed operation, for the deconvnet as for the gradient; or null. */
	static Sums transposed(final Node node, final Bounded above, final Bounded input, final TrainedNetwork trained) {
		final Shape in = node.inputShapes().get(0);
		final Sums sums = new Sums(in.size());
		if (node.layer() instanceof Convolution convolution) {
			final float[] kernel = trained.weights().of(node.name()).kernel();
			Windows.visitConvolution(node, convolution, (o, i, k) -> sums.add(i, above, o, kernel[k]));
		}
		else if (node.layer() instanceof Dense) {
			final float[] kernel = trained.weights().of(node.name()).kernel();
			for (int o = 0; o < above.values().length; o++)
				for (int i = 0; i < in.size(); i++)
					sums.add(i, above, o, kernel[o * in.size() + i]);
		}
		else if (node.layer() instanceof MaxPool pool) unpool(Windows.switches(node, pool, input), above, sums);
		else if (node.layer() instanceof AveragePool pool) {
			Windows.visitAverage(node, pool, (o, i, count) -> sums.add(i, above, o, 1.0 / count));
		}
		else if (node.layer() instanceof GlobalAveragePool) {
			for (int i = 0; i < in.size(); i++)
				sums.add(i, above, i / in.positions(), 1.0 / in.positions());
		}
		else return null;
		return sums;
	}

	/** Where rounding may decide between places, a value may come to any of them. */
	private static void unpool(final List<List<Integer>> switches, final Bounded above, final Sums sums) {
		for (int o = 0; o < switches.size(); o++) {
			sums.add(switches.get(o).get(0), above, o, 1);
			if (switches.get(o).size() > 1) for (final int i : switches.get(o))
				sums.doubt(i, Math.abs(above.values()[o]) + above.errors()[o]);
		}
	}

	static List<Bounded> split(final List<Shape> shapes, final Bounded above) {
		final List<Bounded> parts = new ArrayList<>();
		int at = 0;
		for (final Shape shape : shapes) {
			parts.add(new Bounded(Arrays.copyOfRange(above.values(), at, at + shape.size()), Arrays.copyOfRange(above.errors(),
				at, at + shape.size())));
			at += shape.size();
		}
		return parts;
	}
}
