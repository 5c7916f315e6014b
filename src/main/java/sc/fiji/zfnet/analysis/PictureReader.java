package sc.fiji.zfnet.analysis;

import java.io.IOException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.picture.PictureSource;

/** Reads a picture as a network's input. Called by several threads concurrently. */
@FunctionalInterface
public interface PictureReader {

	/**
	 * Reads a picture.
	 *
	 * @param picture the picture
	 * @return x, y, channel in the picture's order and units, of the network's input size
	 * @throws IOException when it is damaged or cannot be read
	 */
	RandomAccessibleInterval<FloatType> read(PictureSource picture) throws IOException;
}
