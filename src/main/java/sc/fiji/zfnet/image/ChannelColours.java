package sc.fiji.zfnet.image;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours in which the channels of an image are shown together: one is white, three are red, green and blue, two are
 * magenta and green, and more are those of ImageJ's composites.
 */
final class ChannelColours {

	private static final List<Color> COMPOSITE = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE, Color.CYAN,
		Color.MAGENTA, Color.YELLOW);

	private ChannelColours() {}

	/** The most channels that can be told apart when they are shown together. */
	static int most() {
		return COMPOSITE.size();
	}

	/** One colour per channel. */
	static List<Color> of(final int channels) {
		if (channels == 1) return List.of(Color.WHITE);
		if (channels == 2) return List.of(Color.MAGENTA, Color.GREEN);
		if (channels <= most()) return COMPOSITE.subList(0, channels);
		return IntStream.range(0, channels).mapToObj(c -> Color.getHSBColor((float) c / channels, 1, 1)).toList();
	}

	/**
	 * By how much each channel counts in red, green and blue where its values have a sign: in proportion to its colour, and so
	 * that full values of all channels together are white, half ones middle grey.
	 *
	 * @return for each channel three weights from 0 to 1
	 */
	static double[][] weights(final int channels) {
		final double[][] weights = of(channels).stream().map(colour -> new double[] { colour.getRed(), colour.getGreen(), colour
			.getBlue() }).toArray(double[][]::new);
		for (int primary = 0; primary < 3; primary++) {
			double sum = 0;
			for (final double[] channel : weights)
				sum += channel[primary];
			for (final double[] channel : weights)
				channel[primary] /= sum;
		}
		return weights;
	}
}
