package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A tensor of known values. One that is filled with a single number makes its array only when it is asked for, as small
 * files can claim large ones.
 *
 * @param dimensions its sides, outermost first; none for a single number
 * @param floats its values, or null
 * @param integers its values where they are integers (shapes, axes), or null
 * @param fill the number it is filled with where both arrays are null
 */
record Constant(int[] dimensions, float[] floats, long[] integers, float fill) implements Value {

	static Constant ofFloats(final int[] dimensions, final float... values) {
		return new Constant(dimensions, values, null, 0);
	}

	static Constant ofIntegers(final int[] dimensions, final long... values) {
		return new Constant(dimensions, null, values, 0);
	}

	static Constant filled(final int[] dimensions, final float value) {
		return new Constant(dimensions, null, null, value);
	}

	/**
	 * The sides as integers.
	 *
	 * @param what the tensor, for the message
	 * @throws IllegalArgumentException when one is negative or there are more values than an array can hold
	 */
	static int[] dimensions(final String what, final long... sides) {
		long size = 1;
		for (final long side : sides) {
			if (side < 0 || side > Integer.MAX_VALUE) throw new IllegalArgumentException(what + " has the shape " + Arrays
				.toString(sides) + "; sides from 0 to 2147483647 are accepted");
			size *= side;
			if (size > Integer.MAX_VALUE) throw new IllegalArgumentException(what + " has the shape " + Arrays.toString(sides) +
				", which is more values than an array can hold");
		}
		return Arrays.stream(sides).mapToInt(Math::toIntExact).toArray();
	}

	/** Number of sides. */
	int rank() {
		return dimensions.length;
	}

	/** Number of values. */
	int size() {
		return IntStream.of(dimensions).reduce(1, (a, b) -> a * b);
	}

	/** The same values under other sides. */
	Constant shaped(final int... sides) {
		return new Constant(sides, floats, integers, fill);
	}

	/**
	 * All values as floating point numbers, last side fastest; not to be changed.
	 *
	 * @throws IllegalArgumentException when there is not enough memory
	 */
	float[] values() {
		if (floats != null) return floats;
		try {
			final float[] values = new float[size()];
			if (integers == null) Arrays.fill(values, fill);
			else for (int i = 0; i < values.length; i++)
				values[i] = integers[i];
			return values;
		}
		catch (final OutOfMemoryError exc) {
			throw new IllegalArgumentException("A constant of shape " + Arrays.toString(dimensions) +
				" does not fit into memory", exc);
		}
	}

	/** All values as integers. */
	long[] longs() {
		if (integers != null) return integers;
		final float[] values = values();
		return IntStream.range(0, values.length).mapToLong(i -> (long) values[i]).toArray();
	}
}
