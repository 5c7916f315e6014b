package sc.fiji.zfnet.analysis.spectra;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * How much the energy of the second layer's maps above half the Nyquist frequency changes when the input shifts, as a
 * fraction of that energy.
 *
 * @param onePixel change for a shift by one pixel
 * @param oneStride change for a shift by one stride of the first layer
 * @param pictures number of pictures
 * @param skipped files that could not be read
 */
public record Aliasing(double onePixel, double oneStride, int pictures, List<SkippedFile> skipped) {

	/** Smaller changes count as none. */
	private static final double NONE = 1e-6;

	/**
	 * The ratio of the change for one pixel to that for one stride. A shift by a stride moves the first layer's maps
	 * unchanged, whereas a shift by a pixel samples the picture at other positions. Without aliasing, the smaller shift
	 * causes the smaller change, and the ratio is at most about 1. Well above 1, the fine structure of the maps is a
	 * sampling artefact. The ratio is 1 if the stride is 1 or nothing changes.
	 */
	public double measure() {
		return (onePixel + NONE) / (oneStride + NONE);
	}
}
