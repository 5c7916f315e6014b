package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Reads a file as a network's input. Called by several threads concurrently. */
@FunctionalInterface
public interface PictureReader {

	/**
	 * Reads a picture.
	 *
	 * @param file the file
	 * @return x, y, channel (red, green, blue) in raw units 0–255, of the network's input size
	 * @throws IOException when it is damaged or cannot be read
	 */
	RandomAccessibleInterval<FloatType> read(Path file) throws IOException;
}
