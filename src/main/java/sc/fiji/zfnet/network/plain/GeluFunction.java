package sc.fiji.zfnet.network.plain;

import org.apache.commons.math3.special.Erf;

import sc.fiji.zfnet.network.Gelu;

/**
 * Gaussian error linear unit: x · (1 + f(x)) / 2, f an error function or the hyperbolic tangent that approximates it.
 *
 * @param layer which of the two
 */
public record GeluFunction(Gelu layer) implements PlainFunction {

	private static final double ROOT = Math.sqrt(2 / Math.PI);
	private static final double CUBIC = 0.044715;

	@Override
	public PlainSum value(final double x) {
		final PlainSum sum = PlainFunction.rounded(x / 2 * odd(x));
		sum.add(x / 2);
		return sum;
	}

	@Override
	public PlainSum slope(final double x) {
		final PlainSum sum = PlainFunction.rounded(odd(x) / 2);
		sum.add(0.5);
		sum.addRounded(x / 2 * oddSlope(x), PlainSum.POWER_ROUNDINGS);
		return sum;
	}

	private double odd(final double x) {
		return layer.approximate() ? Math.tanh(argument(x)) : Erf.erf(x / Math.sqrt(2));
	}

	private double oddSlope(final double x) {
		if (!layer.approximate()) return ROOT * Math.exp(-x * x / 2);
		return Math.pow(Math.cosh(argument(x)), -2) * ROOT * (1 + 3 * CUBIC * x * x);
	}

	private static double argument(final double x) {
		return ROOT * (x + CUBIC * x * x * x);
	}
}
