package sc.fiji.zfnet.onnx;

/** The 16-bit floating point numbers of ONNX: IEEE 754 half precision and bfloat16. */
final class Half {

	/** Greatest number that half precision can hold. */
	static final float MAXIMUM = 65504;

	private Half() {}

	/** The value of the bits of a half precision number. */
	static float toFloat(final short bits) {
		final int sign = (bits & 0x8000) << 16;
		final int exponent = bits >> 10 & 0x1f;
		final int fraction = bits & 0x3ff;
		if (exponent == 0) return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
		final int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
		return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
	}

	/** The bits of the nearest half precision number, to the even one on a tie; infinite beyond {@link #MAXIMUM}. */
	static short ofFloat(final float value) {
		final int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
		final float size = Math.abs(value);
		if (Float.isNaN(value)) return (short) (sign | 0x7e00);
		if (size >= 65520) return (short) (sign | 0x7c00);
		if (size < 0x1p-14f) return (short) (sign | (int) Math.rint(size * 0x1p24));
		final int bits = Float.floatToRawIntBits(size);
		// Adding just under half of what is cut off, and the last bit kept, rounds to nearest even; a carry moves into the
		// exponent, as it should.
		final int rounded = bits + 0xfff + (bits >> 13 & 1);
		return (short) (sign | (rounded >> 13) - (127 - 15 << 10));
	}

	/** The value of the bits of a bfloat16 number. */
	static float ofBrain(final short bits) {
		return Float.intBitsToFloat(bits << 16);
	}
}
