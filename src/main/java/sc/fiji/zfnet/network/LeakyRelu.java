package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.RectificationFunction;

/**
 * Rectification that leaves a part of negative values.
 *
 * @param slope what negative values are multiplied by
 */
public record LeakyRelu(double slope) implements PointLayer {

	@Override
	public String type() {
		return "Leaky ReLU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new RectificationFunction(slope)));
	}
}
