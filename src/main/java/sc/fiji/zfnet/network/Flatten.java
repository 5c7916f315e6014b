package sc.fiji.zfnet.network;

import java.util.List;

/** Maps become one vector: channel by channel, row by row. */
public record Flatten() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Shape.vector(Layer.single(inputs).size());
	}

	@Override
	public ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		return fields.get(0).throughWhole(inputs.get(0));
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.get(0).positions() == 1;
	}
}
