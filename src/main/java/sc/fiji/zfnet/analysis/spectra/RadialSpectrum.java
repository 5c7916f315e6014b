package sc.fiji.zfnet.analysis.spectra;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * Energy of a plane of values by radial spatial frequency, from its discrete Fourier transform at its own size, without
 * window or padding: a constant has all its energy at 0. The radial frequency of a component with fx and fy cycles per
 * pixel is √(fx² + fy²) / 0.5, a fraction of Nyquist: 1 is a wave with a period of two pixels along an axis, √2 a
 * checkerboard. The energies sum to that of the values (Parseval's theorem).
 */
final class RadialSpectrum {

	private final int width;
	private final int height;

	/** For planes of one size. */
	RadialSpectrum(final int width, final int height) {
		this.width = width;
		this.height = height;
	}

	/** Receives a component's energy and radial frequency. */
	@FunctionalInterface
	interface Component {

		void at(double frequency, double energy);
	}

	/**
	 * Visits all components.
	 *
	 * @param values row by row
	 * @param visit receives each component
	 */
	void visit(final double[] values, final Component visit) {
		final double[] components = new double[2 * width * height];
		for (int i = 0; i < values.length; i++)
			components[2 * i] = values[i];
		transform(components);
		// The other columns are complex conjugates, because the values are real.
		for (int u = 0; u <= width / 2; u++) {
			final int twins = u == 0 || 2 * u == width ? 1 : 2;
			for (int v = 0; v < height; v++) {
				final double re = components[2 * (v * width + u)];
				final double im = components[2 * (v * width + u) + 1];
				visit.at(frequency(u, v), twins * (re * re + im * im) / (width * height));
			}
		}
	}

	/** The library's transform of two dimensions does not accept a single row or column. */
	private void transform(final double[] components) {
		if (width == 1 || height == 1) new DoubleFFT_1D(width * height).complexForward(components);
		else new DoubleFFT_2D(height, width).complexForward(components);
	}

	private double frequency(final int u, final int v) {
		return 2 * Math.hypot((double) u / width, (double) Math.min(v, height - v) / height);
	}

	/** Energy above a given frequency. */
	double energyAbove(final double[] values, final double frequency) {
		final double[] sum = new double[1];
		visit(values, (f, energy) -> sum[0] += f > frequency ? energy : 0);
		return sum[0];
	}
}
