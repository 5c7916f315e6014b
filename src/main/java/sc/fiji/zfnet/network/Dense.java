package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.DenseLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * A fully connected layer on a vector. Kernel: units × inputs.
 *
 * @param units number of outputs
 * @param bias whether a bias is added to each
 */
public record Dense(int units, boolean bias) implements Layer {

	/** A fully connected layer with biases. */
	public Dense(final int units) {
		this(units, true);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (input.positions() != 1) throw new IllegalArgumentException("Its input is " + input +
			"; a vector is accepted, so flatten the maps first");
		return Shape.vector(units);
	}

	@Override
	public int[] kernelDimensions(final List<Shape> inputs) {
		return new int[] { units, inputs.get(0).channels() };
	}

	@Override
	public int biases() {
		return bias ? units : 0;
	}

	@Override
	public long multiplyAdds(final List<Shape> inputs) {
		return (long) units * inputs.get(0).channels();
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new DenseLoops());
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.empty();
	}
}
