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
	 * @return the picture, under the source's name
	 * @throws IOException when it is missing, damaged, or no picture
	 */
	Picture open() throws IOException;
}
