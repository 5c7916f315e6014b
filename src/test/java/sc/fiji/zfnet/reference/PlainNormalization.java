package sc.fiji.zfnet.reference;

import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.Shape;

/**
 * Local response normalisation: y = x · d^−beta with d = bias + alpha / size · the sum of the squares of neighbouring maps,
 * and its gradient.
 */
final class PlainNormalization {

	/** What logarithm, product and exponential, or roots, may be off together for an exponent of 1. */
	private static final int ROUNDINGS_OF_A_POWER = 32;

	private PlainNormalization() {}

	static Bounded forward(final LocalResponseNormalization layer, final Shape shape, final Bounded input) {
		final Bounded divisors = divisors(layer, shape, input);
		final Bounded factors = factors(layer, divisors);
		return product(input, factors);
	}

	/** above · d^−beta − 2 · alpha / size · beta · x · the sum over neighbours of above · x · d^−beta / d. */
	static Bounded backward(final LocalResponseNormalization layer, final Shape shape, final Bounded above,
		final Bounded input)
	{
		final Bounded divisors = divisors(layer, shape, input);
		final Bounded direct = product(above, factors(layer, divisors));
		final Bounded shares = product(product(direct, input), inverse(divisors));
		final double weight = 2 * layer.alpha() / layer.size() * layer.beta();
		final Sums sums = new Sums(shape.size());
		visitNeighbours(layer, shape, (i, neighbour) -> sums.add(i, shares, neighbour, -weight));
		return direct.plus(product(input, sums.bounded()));
	}

	private static Bounded divisors(final LocalResponseNormalization layer, final Shape shape, final Bounded input) {
		final Sums sums = new Sums(shape.size());
		final double weight = layer.alpha() / layer.size();
		visitNeighbours(layer, shape, (i, neighbour) -> {
			final double x = input.values()[neighbour];
			sums.add(i, x, input.errors()[neighbour], weight * x, weight * input.errors()[neighbour]);
		});
		for (int i = 0; i < shape.size(); i++)
			sums.add(i, 1, 0, layer.bias(), 0);
		return sums.bounded();
	}

	private interface Visit {

		void at(int value, int neighbour);
	}

	private static void visitNeighbours(final LocalResponseNormalization layer, final Shape shape, final Visit visit) {
		for (int i = 0; i < shape.size(); i++) {
			final int channel = i / shape.positions();
			for (int c = Math.max(0, channel - layer.size() / 2); c <= Math.min(shape.channels() - 1, channel + layer.size() /
				2); c++)
				visit.at(i, i + (c - channel) * shape.positions());
		}
	}

	private static Bounded factors(final LocalResponseNormalization layer, final Bounded divisors) {
		final Bounded result = Bounded.exact(new double[divisors.values().length]);
		for (int i = 0; i < result.values().length; i++) {
			final double divisor = divisors.values()[i];
			result.values()[i] = Math.pow(divisor, -layer.beta());
			final double relative = layer.beta() * divisors.errors()[i] / (divisor - divisors.errors()[i]) + Bounded.roundings(
				ROUNDINGS_OF_A_POWER) * (1 + layer.beta() * Math.abs(Math.log(divisor)));
			result.errors()[i] = result.values()[i] * Math.expm1(relative);
		}
		return result;
	}

	private static Bounded inverse(final Bounded divisors) {
		final Bounded result = Bounded.exact(new double[divisors.values().length]);
		for (int i = 0; i < result.values().length; i++) {
			result.values()[i] = 1 / divisors.values()[i];
			result.errors()[i] = result.values()[i] * (divisors.errors()[i] / (divisors.values()[i] - divisors.errors()[i]) +
				Bounded.ROUNDOFF);
		}
		return result;
	}

	private static Bounded product(final Bounded a, final Bounded b) {
		final Sums products = new Sums(a.values().length);
		for (int i = 0; i < a.values().length; i++)
			products.add(i, a.values()[i], a.errors()[i], b.values()[i], b.errors()[i]);
		return products.bounded();
	}
}
