package sc.fiji.zfnet.analysis.spectra;

import java.io.IOException;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.picture.PictureSource;

/** Reads a picture as a network's input several times, each with another shift. Called by several threads concurrently. */
@FunctionalInterface
public interface ShiftedPictureReader {

	/** Shift of the network's input over the picture, in pixels. */
	record Shift(int x, int y) {}

	/**
	 * Reads a picture.
	 *
	 * @param picture the picture
	 * @param shifts where
	 * @return one image per shift: x, y, channel in the picture's order and units, of the network's input size
	 * @throws IOException when it is damaged or cannot be read
	 */
	List<RandomAccessibleInterval<FloatType>> read(PictureSource picture, List<Shift> shifts) throws IOException;
}
