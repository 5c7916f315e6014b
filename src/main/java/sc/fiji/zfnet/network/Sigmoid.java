package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.SigmoidFunction;

/** 1 / (1 + exp(−x)). */
public record Sigmoid() implements PointLayer {

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new SigmoidFunction()));
	}
}
