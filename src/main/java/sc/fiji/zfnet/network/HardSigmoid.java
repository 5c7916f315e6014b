package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.HardSigmoidFunction;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * min(max(alpha · x + beta, 0), 1).
 *
 * @param alpha slope
 * @param beta value at 0
 */
public record HardSigmoid(double alpha, double beta) implements PointLayer {

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new HardSigmoidFunction(this)));
	}
}
