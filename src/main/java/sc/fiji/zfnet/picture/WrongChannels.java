package sc.fiji.zfnet.picture;

/** A picture has other channels than a network takes; the message is one sentence for the user. */
public final class WrongChannels extends IllegalArgumentException {

	/**
	 * @param image title or path of the image
	 * @param found its channels in words, such as "2 channels"
	 * @param wanted what is accepted
	 */
	public WrongChannels(final String image, final String found, final InputChannels wanted) {
		super("Image '" + image + "' has " + found + "; " + wanted.accepted());
	}
}
