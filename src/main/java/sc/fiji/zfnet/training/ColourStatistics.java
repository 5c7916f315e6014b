package sc.fiji.zfnet.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.model.Scale;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Preprocessing;

/** Mean and standard deviation of each channel over training pictures. */
final class ColourStatistics {

	/** More pictures than this do not improve the mean, so evenly spaced pictures are used. */
	private static final int ENOUGH = 10_000;

	private ColourStatistics() {}

	/** Preprocessing that gives the training pictures a mean of 0 and a variance of 1 in each channel. */
	static Preprocessing of(final LabelledPictures pictures) throws IOException {
		final int channels = pictures.input().channels();
		final double[] sum = new double[channels];
		final double[] squares = new double[channels];
		final int taken = Math.min(ENOUGH, pictures.size());
		for (int n = 0; n < taken; n++) {
			final StoredPicture picture = pictures.picture((int) ((long) n * pictures.size() / taken));
			final long[] own = new long[channels];
			final long[] ownSquares = new long[channels];
			for (int i = 0; i < picture.values().length; i++) {
				final int value = picture.value(i);
				own[i % channels] += value;
				ownSquares[i % channels] += (long) value * value;
			}
			// Large pictures have the same weight as small ones.
			for (int c = 0; c < channels; c++) {
				sum[c] += own[c] * (double) channels / picture.values().length;
				squares[c] += ownSquares[c] * (double) channels / picture.values().length;
			}
		}
		final List<Double> mean = new ArrayList<>();
		final List<Double> std = new ArrayList<>();
		for (int c = 0; c < channels; c++) {
			mean.add(rounded(sum[c] / taken));
			// Pictures of a single colour have no variance to divide by.
			std.add(Math.max(1, rounded(Math.sqrt(Math.max(0, squares[c] / taken - Math.pow(sum[c] / taken, 2))))));
		}
		return new Preprocessing(ChannelOrder.RGB, mean, std, Scale.BYTES);
	}

	/** A hundredth of a grey level is precise enough, and short. */
	private static double rounded(final double value) {
		return Math.round(value * 100) / 100.0;
	}
}
