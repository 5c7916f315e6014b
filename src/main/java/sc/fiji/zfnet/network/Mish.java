package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.MishFunction;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** x · tanh(log(1 + exp(x))). */
public record Mish() implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new MishFunction()));
	}
}
