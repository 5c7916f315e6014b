package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.AffineLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * A factor for each channel, and what is added after it: batch normalisation that no layer before it can take over.
 * Kernel: one factor for each channel.
 *
 * @param channels number of channels
 * @param bias whether something is added
 */
public record Affine(int channels, boolean bias) implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (input.channels() != channels) throw new IllegalArgumentException("Its input has " + input.channels() +
			" channels; " + channels + " are accepted");
		return input;
	}

	@Override
	public int[] kernelDimensions(final List<Shape> inputs) {
		return new int[] { channels };
	}

	@Override
	public int biases() {
		return bias ? channels : 0;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new AffineLoops());
	}
}
