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
	 * @throws IllegalArgumentException when the window is dilated, or padding could fill it
	 */
	public MaxPool {
		Pooling.check(window);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Pooling.outputShape(window, Layer.single(inputs));
	}

	@Override
	public ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		return fields.get(0).through(window);
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
