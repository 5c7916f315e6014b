package sc.fiji.zfnet.network;

import java.util.List;

/**
 * Dropout: while training, units become 0 at random and the others are scaled up to keep the mean; otherwise values pass
 * unchanged.
 *
 * @param rate probability that a unit is dropped, from 0 to below 1
 */
public record Dropout(double rate) implements Layer {

	/**
	 * @throws IllegalArgumentException when the rate is not from 0 to below 1
	 */
	public Dropout {
		if (!(rate >= 0 && rate < 1)) throw new IllegalArgumentException("A dropout rate of " + rate +
			" is out of range; 0 to below 1 is accepted");
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return true;
	}
}
