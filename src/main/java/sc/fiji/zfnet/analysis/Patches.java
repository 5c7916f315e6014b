package sc.fiji.zfnet.analysis;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import sc.fiji.zfnet.network.Region;

/** Parts of pictures under receptive fields. */
public final class Patches {

	private Patches() {
		// Static methods only.
	}

	/**
	 * A part of a picture.
	 *
	 * @param picture width × height × channels
	 * @param region the part, in pixels, inside the picture
	 * @return width × height × channels of the part; where the region holds no pixel, as for a unit that sees nothing but
	 *         padding, one pixel of zeros
	 */
	public static RandomAccessibleInterval<FloatType> crop(final RandomAccessibleInterval<FloatType> picture,
		final Region region)
	{
		final long channels = picture.dimension(2);
		if (region.isEmpty()) return ArrayImgs.floats(1, 1, channels);
		return Views.zeroMin(Views.interval(picture, new long[] { region.x(), region.y(), 0 }, new long[] { region.x() + region
			.width() - 1, region.y() + region.height() - 1, channels - 1 }));
	}
}
