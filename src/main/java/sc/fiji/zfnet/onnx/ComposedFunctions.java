package sc.fiji.zfnet.onnx;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.PointLayer;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Tanh;

/** Functions that exporters spell out as a product of x and a function of x: SiLU, HardSwish, Mish and GELU. */
final class ComposedFunctions {

	private static final double TOLERANCE = 1e-4;

	private ComposedFunctions() {}

	/** The function that a product is; null for none. */
	static Activation find(final Activation first, final Activation second, final Draft draft) {
		final Activation found = of(first, second, draft);
		return found == null ? of(second, first, draft) : found;
	}

	/** Whether an activation is bounded, as the branch of a gate is. */
	static boolean isBounded(final Activation activation, final Draft draft) {
		final Layer layer = draft.layerOf(activation);
		return layer instanceof Sigmoid || layer instanceof HardSigmoid || layer instanceof Tanh || layer instanceof Softmax ||
			layer instanceof Clip;
	}

	private static Activation of(final Activation x, final Activation share, final Draft draft) {
		final Layer layer = draft.layerOf(share);
		if (layer == null || !share.exclusive()) return null;
		if (layer instanceof Sigmoid && reads(share, x, draft)) return made(new Silu(), x, 1, draft, share);
		if (layer instanceof HardSigmoid hard && reads(share, x, draft) && near(hard.alpha(), 1 / 6.0) && near(hard.beta(), 0.5))
			return made(new HardSwish(), x, 1, draft, share);
		if (layer instanceof Tanh) {
			final Activation softplus = below(share, draft);
			if (draft.layerOf(softplus) instanceof Softplus && reads(softplus, x, draft)) return made(new Mish(), x, 1, draft,
				share, softplus);
		}
		if (layer instanceof Clip clip && clip.lowest() == 0 && clip.highest() == 6) {
			final Activation shifted = below(share, draft);
			if (isLine(shifted, 1, 3, draft) && reads(shifted, x, draft)) return made(new HardSwish(), x, 6, draft, share,
				shifted);
		}
		return layer instanceof Affine ? gelu(x, share, draft) : null;
	}

	/** k · x · (erf(x / √2) + 1) · s, as Div, Erf, Add and Mul in one of several orders. */
	private static Activation gelu(final Activation x, final Activation share, final Draft draft) {
		final float scale = draft.weightsOf(share).kernel()[0];
		final Activation odd = below(share, draft);
		if (!(draft.layerOf(odd) instanceof ErrorFunction) || !isLine(share, scale, scale, draft)) return null;
		final Activation argument = below(odd, draft);
		if (!isLine(argument, Math.sqrt(0.5), 0, draft)) return null;
		if (reads(argument, x, draft)) return made(new Gelu(false), x, 2 * scale, draft, share, odd, argument);
		// x itself may have been multiplied before.
		if (!(draft.layerOf(x) instanceof Affine) || !draft.inputOf(x).equals(draft.inputOf(argument))) return null;
		final float factor = draft.weightsOf(x).kernel()[0];
		if (!isLine(x, factor, 0, draft)) return null;
		return made(new Gelu(false), below(x, draft), 2 * scale * factor, draft, share, odd, argument, x);
	}

	private static Activation made(final PointLayer layer, final Activation x, final double factor, final Draft draft,
		final Activation... replaced)
	{
		for (final Activation old : replaced)
			draft.remove(old);
		final Activation made = draft.add(layer, x.rank(), x);
		if (near(factor, 1)) return made;
		final float[] factors = new float[x.shape().channels()];
		java.util.Arrays.fill(factors, (float) factor);
		return draft.add(new Affine(factors.length, false), new LayerWeights(factors, new float[0]), x.rank(), made);
	}

	/** What a layer reads, which has the same shape. */
	private static Activation below(final Activation activation, final Draft draft) {
		return new Activation(draft.inputOf(activation), activation.shape(), activation.rank(), activation.exclusive(),
			activation.padding(), activation.channelsLast());
	}

	private static boolean reads(final Activation reader, final Activation x, final Draft draft) {
		return draft.inputOf(reader).equals(x.node());
	}

	private static boolean isLine(final Activation activation, final double factor, final double shift, final Draft draft) {
		if (!(draft.layerOf(activation) instanceof Affine)) return false;
		final LayerWeights weights = draft.weightsOf(activation);
		for (final float each : weights.kernel())
			if (!near(each, factor)) return false;
		for (final float each : weights.bias())
			if (!near(each, shift)) return false;
		return weights.bias().length > 0 || shift == 0;
	}

	private static boolean near(final double a, final double b) {
		return Math.abs(a - b) < TOLERANCE;
	}
}
