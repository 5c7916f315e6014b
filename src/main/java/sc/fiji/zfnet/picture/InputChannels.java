package sc.fiji.zfnet.picture;

import sc.fiji.zfnet.network.Shape;

/**
 * The channels that a network takes of a picture.
 * <ul>
 * <li>Three: those of a colour picture or of an image of three channels; grey becomes three equal channels.</li>
 * <li>One: grey, or the luminance of a colour picture.</li>
 * <li>Any other number: those of an image with as many channels, in its order.</li>
 * </ul>
 *
 * @param count number of channels
 * @param raw whether values are taken as they are stored; else bytes are taken as they are, and all other values through
 *          the display range, of which the minimum becomes 0 and the maximum 255
 */
public record InputChannels(int count, boolean raw) {

	/** Red, green and blue, 0 to 255. */
	public static final InputChannels COLOUR = new InputChannels(Picture.COLOURS, false);

	/** Those of a network's input. */
	public static InputChannels of(final Shape input, final boolean raw) {
		return new InputChannels(input.channels(), raw);
	}

	/** Whether a grey or colour picture can be taken. */
	public boolean takesColour() {
		return count == 1 || count == Picture.COLOURS;
	}

	/** What is accepted, in words for an error message. */
	public String accepted() {
		return switch (count) {
			case 1 -> "a grey or RGB image is accepted";
			case Picture.COLOURS -> "an image of 3 channels, an RGB or a grey one is accepted";
			default -> "an image of " + count + " channels is accepted";
		};
	}
}
