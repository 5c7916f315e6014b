package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.ResponseNormalizationLoops;

/**
 * Contrast normalisation across neighbouring maps: each value is divided by (bias + alpha / size · sum of the squares of
 * {@code size} neighbouring maps at the same position)<sup>beta</sup>.
 *
 * @param size number of neighbouring maps, itself included; odd
 * @param alpha weight of the mean square
 * @param beta exponent
 * @param bias constant of the divisor
 */
public record LocalResponseNormalization(int size, double alpha, double beta, double bias) implements Layer {

	/**
	 * @throws IllegalArgumentException when the size is not odd
	 */
	public LocalResponseNormalization {
		if (size < 1 || size % 2 == 0) throw new IllegalArgumentException("Response normalisation over " + size +
			" maps is not supported; an odd number is accepted");
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ResponseNormalizationLoops(this));
	}
}
