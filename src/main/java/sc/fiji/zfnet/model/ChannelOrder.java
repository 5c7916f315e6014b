package sc.fiji.zfnet.model;

import java.util.Locale;

/** Order of the colour channels that a network was trained with. */
public enum ChannelOrder {
	/** Red, green, blue. */
	RGB,
	/** Blue, green, red, as in OpenCV and Caffe. */
	BGR;

	/**
	 * Converts a channel index of the network to a colour index (0 red, 1 green, 2 blue), and vice versa.
	 *
	 * @param channel 0 to 2
	 */
	public int colour(final int channel) {
		return this == RGB ? channel : 2 - channel;
	}

	/**
	 * The order with a given name, in upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static ChannelOrder of(final String name) {
		for (final ChannelOrder order : values())
			if (order.name().equals(name.trim().toUpperCase(Locale.ROOT))) return order;
		throw new IllegalArgumentException("The channel order '" + name + "' is unknown; RGB and BGR are accepted");
	}
}
