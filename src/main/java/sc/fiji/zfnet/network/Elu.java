package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.EluFunction;
import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Exponential linear unit: scale · x for positive x, scale · alpha · (exp(x / width) − 1) for others. ELU has a scale and a
 * width of 1, SELU a width of 1, CELU a scale of 1 and a width of alpha.
 *
 * @param alpha what negative values approach, before scaling
 * @param scale what all values are multiplied by
 * @param width how slowly negative values approach it
 */
public record Elu(double alpha, double scale, double width) implements PointLayer {

	@Override
	public String type() {
		return "ELU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new EluFunction(this)));
	}
}
