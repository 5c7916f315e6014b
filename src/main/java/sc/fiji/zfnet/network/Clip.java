package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.ClipFunction;
import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Values clipped to a range; ReLU6 is that from 0 to 6.
 *
 * @param lowest lower end; may be infinite
 * @param highest upper end; may be infinite
 */
public record Clip(double lowest, double highest) implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new ClipFunction(this)));
	}
}
