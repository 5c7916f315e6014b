package sc.fiji.zfnet.model;

import java.util.Locale;

/** Order of the colours that a network was trained with. */
public enum ChannelOrder {
	/** Red, green, blue. */
	RGB,
	/** Blue, green, red, as OpenCV and Caffe have it. */
	BGR;

	/**
	 * The colour of one of the network's channels: 0 red, 1 green, 2 blue; and the other way round.
	 *
	 * @param channel 0 to 2
	 */
	public int colour(final int channel) {
		return this == RGB ? channel : 2 - channel;
	}

	/**
	 * The order of a name, upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static ChannelOrder of(final String name) {
		for (final ChannelOrder order : values())
			if (order.name().equals(name.trim().toUpperCase(Locale.ROOT))) return order;
		throw new IllegalArgumentException("The channel order '" + name + "' is unknown; RGB and BGR are accepted");
	}
}
