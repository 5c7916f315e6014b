package sc.fiji.zfnet.model;

/**
 * The units in which a network takes a picture's values.
 *
 * @param full what a picture's full range becomes: 255 for bytes as they are, 1 for fractions; NaN for raw values, whatever
 *          their range
 */
public record Scale(double full) {

	/** Bytes as they are; of other images the display range becomes 0 to 255. */
	public static final Scale BYTES = new Scale(255);

	/** Values as they are stored. */
	public static final Scale RAW = new Scale(Double.NaN);

	private static final String RAW_NAME = "raw";

	/**
	 * @throws IllegalArgumentException if it is neither a positive number nor NaN
	 */
	public Scale {
		if (full <= 0 || Double.isInfinite(full)) throw new IllegalArgumentException("scale is " + full +
			"; a positive number and 'raw' are accepted");
	}

	/**
	 * Reads a number or {@code raw}.
	 *
	 * @throws IllegalArgumentException if it is neither
	 */
	public static Scale of(final String text) {
		if (text.strip().equalsIgnoreCase(RAW_NAME)) return RAW;
		try {
			final double full = Double.parseDouble(text.strip());
			if (!Double.isNaN(full)) return new Scale(full);
		}
		catch (final NumberFormatException exc) {
			// Reported like any other text.
		}
		throw new IllegalArgumentException("The scale '" + text + "' is not understood; a positive number and 'raw' are accepted");
	}

	/** Whether values are taken as they are stored. */
	public boolean isRaw() {
		return Double.isNaN(full);
	}

	/** By what a picture's values, 0 to 255 or raw, are multiplied. */
	double factor() {
		return isRaw() ? 1 : full / BYTES.full;
	}

	/** The number, or {@code raw}. */
	public Object value() {
		if (isRaw()) return RAW_NAME;
		return full == Math.rint(full) && full < 1e9 ? (Object) (long) full : (Object) full;
	}

	@Override
	public String toString() {
		return value().toString();
	}
}
