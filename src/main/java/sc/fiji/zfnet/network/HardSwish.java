package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.HardSwishFunction;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** x · min(max(x / 6 + 1 / 2, 0), 1). */
public record HardSwish() implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new HardSwishFunction()));
	}
}
