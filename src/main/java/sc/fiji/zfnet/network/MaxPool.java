package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.MaxPoolLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Maximum of each window; padding never wins. Windows may overlap.
 *
 * @param window size, stride, padding; a dilation other than 1 is not accepted
 */
public record MaxPool(Window window) implements Layer {

	/**
	 * @throws IllegalArgumentException if the window is dilated, or could contain only padding
	 */
	public MaxPool {
		Pooling.check(window);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Pooling.outputShape(window, Layer.single(inputs));
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.of(window);
	}

	@Override
	public Layer unpadded() {
		return new MaxPool(window.unpadded());
	}

	@Override
	public float paddingValue() {
		return -Float.MAX_VALUE;
	}

	@Override
	public boolean hasSwitches() {
		return true;
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.get(0).positions() == 1;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new MaxPoolLoops(window));
	}
}
