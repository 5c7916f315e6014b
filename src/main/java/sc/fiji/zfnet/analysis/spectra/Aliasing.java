package sc.fiji.zfnet.analysis.spectra;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * How much the energy of the second layer's maps above half Nyquist changes when the input shifts, as a share of that
 * energy.
 *
 * @param onePixel change for a shift by one pixel
 * @param oneStride change for a shift by one stride of the first layer
 * @param pictures number of pictures
 * @param skipped files that could not be read
 */
public record Aliasing(double onePixel, double oneStride, int pictures, List<SkippedFile> skipped) {

	/** Changes that count as none. */
	private static final double NONE = 1e-6;

	/**
	 * The change for one pixel against that for one stride. A shift by a stride moves the first layer's maps as they are; one
	 * by a pixel samples the picture elsewhere. Without aliasing the smaller shift changes less, and this is at most about 1;
	 * well above 1 the maps' fine structure is an artefact of where the samples fall. It is 1 where the stride is 1, and
	 * where nothing changes.
	 */
	public double measure() {
		return (onePixel + NONE) / (oneStride + NONE);
	}
}
