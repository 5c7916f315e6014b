package sc.fiji.zfnet.analysis.occlusion;

import java.util.Arrays;
import java.util.Locale;

import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.text.EnumNames;

/** The value of an occluder's pixels, in the picture's units (0–255, or raw) before preprocessing. */
public enum Fill {
		/** 128 in all channels. */
		GRAY,
		/** The model's mean. */
		MEAN,
		/** 0 in all channels. */
		BLACK,
		/** 255 in all channels. */
		WHITE;

	/**
	 * The fill with a given name, in upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static Fill of(final String name) {
		return EnumNames.require(Fill.class, Fill::title, name, "fill");
	}

	/** The user's name for it. */
	public String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** One value per channel, in the picture's order and units; the units of a picture through its display range are 0–255. */
	public float[] raw(final Preprocessing preprocessing) {
		return switch (this) {
			case MEAN -> preprocessing.fill();
			case GRAY -> each(128, preprocessing);
			case BLACK -> each(0, preprocessing);
			case WHITE -> each(255, preprocessing);
		};
	}

	private static float[] each(final float value, final Preprocessing preprocessing) {
		final float[] values = new float[preprocessing.channels()];
		Arrays.fill(values, value);
		return values;
	}

	/** Preprocessed, one value per channel in the network's order. */
	float[] preprocessed(final Preprocessing preprocessing) {
		final float[] raw = raw(preprocessing);
		final float[] values = new float[raw.length];
		for (int channel = 0; channel < values.length; channel++)
			values[channel] = preprocessing.normalized(channel, raw[preprocessing.order().colour(channel)]);
		return values;
	}
}
