package sc.fiji.zfnet.network;

import java.util.List;

/** A layer that makes a value of each value of its one input. */
public interface PointLayer extends Layer {

	@Override
	default Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}
}
