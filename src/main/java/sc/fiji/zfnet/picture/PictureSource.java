package sc.fiji.zfnet.picture;

import java.io.IOException;

/**
 * A picture that has not been opened yet: a file, an image that is open in ImageJ, or one plane of a stack. Equal
 * sources stand for the same picture.
 */
public interface PictureSource {

	/** Name in tables, labels and messages. */
	String name();

	/**
	 * Opens the picture. May be called by several threads at once.
	 *
	 * @param channels what is taken of it
	 * @return the picture, under the source's name
	 * @throws IOException when it is missing, damaged, no picture, or has other channels
	 * @throws IllegalArgumentException when an open image has other channels
	 */
	Picture open(InputChannels channels) throws IOException;

	/** Opens it as a colour picture. */
	default Picture open() throws IOException {
		return open(InputChannels.COLOUR);
	}
}
