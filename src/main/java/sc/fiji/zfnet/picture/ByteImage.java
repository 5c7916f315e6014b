package sc.fiji.zfnet.picture;

import net.imglib2.AbstractWrappedInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A read-only image over the bytes of an RGB picture: x, y, channel (R, G, B), 0 to 255. For access to
 * all values, {@link #rgb} is faster.
 */
public final class ByteImage extends AbstractWrappedInterval<RandomAccessibleInterval<FloatType>> implements
	RandomAccessibleInterval<FloatType>
{

	private final byte[] rgb;

	/**
	 * @param rgb red, green, blue of each pixel, row by row; shared, not copied
	 * @param width columns
	 * @param height rows
	 */
	public ByteImage(final byte[] rgb, final int width, final int height) {
		super(floats(rgb, width, height));
		this.rgb = rgb;
	}

	private static RandomAccessibleInterval<FloatType> floats(final byte[] rgb, final int width, final int height) {
		final RandomAccessibleInterval<UnsignedByteType> pixels = ArrayImgs.unsignedBytes(rgb, Picture.COLOURS, width, height);
		return Converters.convert(Views.permute(Views.permute(pixels, 0, 1), 1, 2), (from, to) -> to.set(from.get()),
			new FloatType());
	}

	/** Red, green, blue of each pixel, row by row; not to be changed. */
	public byte[] rgb() {
		return rgb;
	}

	@Override
	public RandomAccess<FloatType> randomAccess() {
		return sourceInterval.randomAccess();
	}

	@Override
	public RandomAccess<FloatType> randomAccess(final Interval interval) {
		return sourceInterval.randomAccess(interval);
	}
}
