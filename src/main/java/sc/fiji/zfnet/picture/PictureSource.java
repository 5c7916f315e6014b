package sc.fiji.zfnet.picture;

import java.io.IOException;

/**
 * A picture that is not opened yet: a file, an image that is open in ImageJ, or one plane of a stack. Two sources stand for the
 * same picture if they are equal.
 */
public interface PictureSource {

	/** What tables, labels and messages call it. */
	String name();

	/**
	 * Opens it. May be called by several threads at once.
	 *
	 * @return the picture, under the source's name
	 * @throws IOException when it is missing, damaged, or no picture
	 */
	Picture open() throws IOException;
}
