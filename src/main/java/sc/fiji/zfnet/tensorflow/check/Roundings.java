package sc.fiji.zfnet.tensorflow.check;

import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/**
 * How far a right answer may be from the sum in 64-bit floats, as each term and each partial sum is rounded. The bound goes
 * with the sum of the absolute terms, so that cancellation neither fails a right answer nor hides a wrong one, and with the
 * root of their number, as roundings go up and down: eight times the expected error.
 *
 * @param operand greatest relative error of a product from rounding what is multiplied
 */
record Roundings(double operand) {

	/** Half a unit in the last place of a 32-bit float. */
	private static final double FLOAT = Math.scalb(1, -24);

	/** Of what a session with these options computes. */
	static Roundings of(final EngineOptions options) {
		if (options.precision() == Precision.FLOAT32) return new Roundings(0);
		// Ten bits of TensorFloat-32 on a GPU, seven of bfloat16, in both factors and in what is handed on.
		return new Roundings(Math.scalb(4, Devices.of(options).isGpu() ? -11 : -8));
	}

	/**
	 * The greatest error that rounding explains.
	 *
	 * @param magnitude sum of the absolute terms
	 * @param terms number of terms
	 */
	double bound(final double magnitude, final int terms) {
		return magnitude * (operand + (8 + 8 * Math.sqrt(terms)) * FLOAT);
	}
}
