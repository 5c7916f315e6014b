package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.ReshapeLoops;

/**
 * The same values in another shape, channel by channel, row by row.
 *
 * @param shape the shape to take
 */
public record Reshape(Shape shape) implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (input.size() != shape.size()) throw new IllegalArgumentException("Its input is " + input + " (" + input.size() +
			" values) and cannot become " + shape + " (" + shape.size() + " values)");
		return shape;
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		// Values may move anywhere, so each is assigned the receptive field of all of them.
		return shape.equals(inputs.get(0)) ? Optional.of(Window.POINT) : Optional.empty();
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.get(0).positions() == 1 && shape.positions() == 1;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ReshapeLoops(this));
	}
}
