package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Clip;

/** Values clipped to a range. */
final class ClipOps extends PointOps<Clip> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Clip layer, final Operand<TFloat32> x) {
		return clip(tf, x, (float) layer.lowest(), (float) layer.highest());
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Clip layer, final Operand<TFloat32> x) {
		return inside(tf, x, (float) layer.lowest(), (float) layer.highest());
	}
}
