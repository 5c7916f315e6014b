package sc.fiji.zfnet.analysis.spectra;

/**
 * Energy of a plane of values by radial spatial frequency, from its discrete Fourier transform at its own size, without
 * window or padding: a constant has all its energy at 0. The radial frequency of a component with fx and fy cycles per
 * pixel is √(fx² + fy²) / 0.5, a fraction of Nyquist: 1 is a wave with a period of two pixels along an axis, √2 a
 * checkerboard. The energies sum to that of the values (Parseval's theorem).
 */
final class RadialSpectrum {

	private final int width;
	private final int height;
	private final int columns;
	private final double[] cosX;
	private final double[] sinX;
	private final double[] cosY;
	private final double[] sinY;

	/** For planes of one size. */
	RadialSpectrum(final int width, final int height) {
		this.width = width;
		this.height = height;
		// The rest are complex conjugates, because the values are real.
		columns = width / 2 + 1;
		cosX = table(width, Math::cos);
		sinX = table(width, Math::sin);
		cosY = table(height, Math::cos);
		sinY = table(height, Math::sin);
	}

	private static double[] table(final int size, final java.util.function.DoubleUnaryOperator function) {
		final double[] table = new double[size];
		for (int i = 0; i < size; i++)
			table[i] = function.applyAsDouble(2 * Math.PI * i / size);
		return table;
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
		final double[] real = new double[columns * height];
		final double[] imaginary = new double[columns * height];
		transformRows(values, real, imaginary);
		for (int u = 0; u < columns; u++) {
			final int twins = u == 0 || 2 * u == width ? 1 : 2;
			for (int v = 0; v < height; v++) {
				double re = 0;
				double im = 0;
				for (int y = 0, angle = 0; y < height; y++, angle = (angle + v) % height) {
					re += real[u * height + y] * cosY[angle] + imaginary[u * height + y] * sinY[angle];
					im += imaginary[u * height + y] * cosY[angle] - real[u * height + y] * sinY[angle];
				}
				visit.at(frequency(u, v), twins * (re * re + im * im) / (width * height));
			}
		}
	}

	private void transformRows(final double[] values, final double[] real, final double[] imaginary) {
		for (int y = 0; y < height; y++)
			for (int u = 0; u < columns; u++) {
				double re = 0;
				double im = 0;
				for (int x = 0, angle = 0; x < width; x++, angle = (angle + u) % width) {
					re += values[y * width + x] * cosX[angle];
					im -= values[y * width + x] * sinX[angle];
				}
				real[u * height + y] = re;
				imaginary[u * height + y] = im;
			}
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
