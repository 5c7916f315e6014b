package sc.fiji.zfnet.analysis.spectra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.apache.commons.math3.stat.descriptive.rank.Median;

import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * The filters of the first layer and their spectra, for examining a network as in Section 4.1 and Figure 6 of the paper:
 * missing middle frequencies and dead filters indicate a poor first layer.
 * <p>
 * The energy is that of the discrete Fourier transform of each colour's kernel at its own size, summed over colours, by
 * radial frequency √(fx² + fy²) as a fraction of Nyquist (0.5 cycles per pixel). The low band is below {@value #LOW}, the
 * middle band from there to below {@value #HIGH}, and the high band above, up to √2 in the corners. The mean counts as
 * frequency 0.
 * </p>
 */
public final class FilterSpectra {

	/** Fraction of Nyquist where the middle band begins. */
	public static final double LOW = 1 / 3.0;

	/** Fraction of Nyquist where the high band begins. */
	public static final double HIGH = 2 / 3.0;

	/** Fraction of the median RMS below which a filter is dead. */
	public static final double DEAD = 0.1;

	/** Number of bins of the radial profile, each 0.1 of Nyquist wide; the last one covers the extreme corners. */
	public static final int BINS = 15;

	/** Tolerance so that a component at the border of two bands belongs to the upper band despite rounding. */
	private static final double ROUNDING = 1e-9;

	private final int[] dimensions;
	private final float[] kernel;
	private final Preprocessing preprocessing;
	private final double[][] energies;
	private final double[] profile = new double[BINS];

	/**
	 * Computes the spectra.
	 *
	 * @param trained the network
	 * @param preprocessing gives the order of the channels
	 * @param layer name of the first convolution, or of the rectification that reads it
	 * @throws IllegalArgumentException if it is not an ungrouped convolution that reads the network's input
	 */
	public FilterSpectra(final TrainedNetwork trained, final Preprocessing preprocessing, final String layer) {
		final Node node = convolution(trained.network(), layer);
		this.preprocessing = preprocessing;
		dimensions = node.kernelDimensions();
		kernel = trained.weights().of(node.name()).kernel();
		energies = new double[count()][3];
		final RadialSpectrum spectrum = new RadialSpectrum(width(), height());
		for (int filter = 0; filter < count(); filter++) {
			final double[] bands = energies[filter];
			for (int channel = 0; channel < dimensions[1]; channel++)
				spectrum.visit(plane(filter, channel), (frequency, energy) -> {
					bands[frequency + ROUNDING < LOW ? 0 : frequency + ROUNDING < HIGH ? 1 : 2] += energy;
					profile[Math.min(BINS - 1, (int) ((frequency + ROUNDING) * 10))] += energy;
				});
		}
	}

	private static Node convolution(final Network network, final String layer) {
		Node node = network.node(layer);
		if (node.layer().isRectifier() && network.contains(node.inputs().get(0))) node = network.node(node.inputs().get(0));
		if (!node.isConvolution() || !node.inputs().get(0).equals(network.inputName()) ||
			node.layer().groups() != 1) throw new IllegalArgumentException("Layer '" + layer + "' is " + node.layer().type() +
				" of " + node.inputs().get(0) + "; a convolution that reads the input '" + network.inputName() +
				"', or its rectification, is accepted");
		return node;
	}

	private double[] plane(final int filter, final int channel) {
		final int size = width() * height();
		final double[] plane = new double[size];
		for (int i = 0; i < size; i++)
			plane[i] = kernel[(filter * dimensions[1] + channel) * size + i];
		return plane;
	}

	/** Number of filters. */
	public int count() {
		return dimensions[0];
	}

	/** Number of channels of a filter. */
	public int channels() {
		return dimensions[1];
	}

	/** Width of a filter. */
	public int width() {
		return dimensions[3];
	}

	/** Height of a filter. */
	public int height() {
		return dimensions[2];
	}

	/** A filter's weights: x, y, channel (red, green, blue where there are three). */
	public RandomAccessibleInterval<FloatType> image(final int filter) {
		final int size = dimensions[1] * width() * height();
		final float[] weights = new float[size];
		System.arraycopy(kernel, filter * size, weights, 0, size);
		return preprocessing.toRgb(ArrayImgs.floats(weights, width(), height(), dimensions[1]));
	}

	/** The spectrum of every filter. */
	public List<FilterSpectrum> filters() {
		final double[] rms = IntStream.range(0, count()).mapToDouble(filter -> Math.sqrt(DoubleStream.of(energies[filter])
			.sum() / (dimensions[1] * width() * height()))).toArray();
		final double median = new Median().evaluate(rms);
		final List<FilterSpectrum> spectra = new ArrayList<>();
		for (int filter = 0; filter < count(); filter++) {
			final double[] bands = shares(energies[filter]);
			spectra.add(new FilterSpectrum(bands[0], bands[1], bands[2], rms[filter], rms[filter] == 0 || rms[filter] < DEAD *
				median));
		}
		return spectra;
	}

	/** Fractions of low, middle and high frequencies in the total energy of all filters. */
	public double[] shares() {
		final double[] sums = new double[3];
		for (final double[] bands : energies)
			for (int band = 0; band < 3; band++)
				sums[band] += bands[band];
		return shares(sums);
	}

	/** Fractions of {@value #BINS} bins of radial frequency, each 0.1 of Nyquist wide, in the total energy of all filters. */
	public double[] profile() {
		return shares(profile);
	}

	private static double[] shares(final double[] energies) {
		final double sum = DoubleStream.of(energies).sum();
		return DoubleStream.of(energies).map(energy -> sum > 0 ? energy / sum : 0).toArray();
	}

	/** Fraction of dead filters. */
	public double deadShare() {
		return (double) filters().stream().filter(FilterSpectrum::dead).count() / count();
	}
}
