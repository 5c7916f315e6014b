package sc.fiji.zfnet.model;

import sc.fiji.zfnet.text.EnumNames;

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
		return EnumNames.require(ChannelOrder.class, ChannelOrder::name, name, "channel order");
	}
}
