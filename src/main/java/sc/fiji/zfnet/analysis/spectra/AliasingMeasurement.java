package sc.fiji.zfnet.analysis.spectra;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.DecodedFiles;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.analysis.spectra.ShiftedPictureReader.Shift;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.progress.Progress;

/**
 * Measures aliasing in the second layer (Section 4.1 of the paper): the energy of each map of the second convolution's
 * rectified output at radial frequencies above half the map's Nyquist frequency, for the unshifted picture and for shifts
 * by one pixel and by one stride of the first convolution, to the right and down. The absolute changes are summed over
 * maps, both directions and all pictures, and divided by the summed energy of the unshifted pictures.
 */
public final class AliasingMeasurement {

	private static final double HALF_NYQUIST = 0.5;

	private final Classifier classifier;
	private final Node second;
	private final List<Shift> shifts;

	/**
	 * @param classifier the network
	 * @throws IllegalArgumentException when it has fewer than two convolutions
	 */
	public AliasingMeasurement(final Classifier classifier) {
		this.classifier = classifier;
		final List<Node> convolutions = classifier.network().convolutions();
		if (convolutions.size() < 2) throw new IllegalArgumentException("The network has " + convolutions.size() +
			" convolutions; at least two are needed to measure aliasing in the second");
		second = classifier.network().rectified(convolutions.get(1));
		final Window first = convolutions.get(0).window().orElseThrow();
		shifts = List.of(new Shift(0, 0), new Shift(1, 0), new Shift(0, 1), new Shift(first.strideX(), 0), new Shift(0, first
			.strideY()));
	}

	/** Whether a network has a second convolution. */
	public static boolean isPossible(final Network network) {
		return network.convolutions().size() > 1;
	}

	/** The rectified output of the second convolution. */
	public Node layer() {
		return second;
	}

	/** Measures aliasing.
	 *
	 * @param files the pictures
	 * @param reader reads a picture
	 * @param progress if cancelled, the result covers the pictures so far
	 * @throws IOException if no picture can be read
	 */
	public Aliasing run(final List<? extends PictureSource> files, final ShiftedPictureReader reader, final Progress progress)
		throws IOException
	{
		final Rate rate = new Rate("Measuring aliasing in " + second.name(), files.size(), progress);
		final double[] sums = new double[3];
		int pictures = 0;
		try (DecodedFiles<Batch> decoded = new DecodedFiles<>(files, file -> classifier.input(reader.read(file, shifts)), 8)) {
			for (var next = decoded.next(1); !next.isEmpty() && !progress.isCancelled(); next = decoded.next(1)) {
				add(classifier.session().forward(next.get(0).content(), second.name()), sums);
				pictures++;
				rate.done(pictures + decoded.skipped().size());
			}
			if (pictures == 0 && !decoded.skipped().isEmpty()) throw new IOException("None of the " + files.size() +
				" pictures can be read; the first: " + decoded.skipped().get(0).reason());
			final double energy = sums[0] > 0 ? sums[0] : 1;
			return new Aliasing(sums[1] / energy, sums[2] / energy, pictures, decoded.skipped());
		}
	}

	/**
	 * Adds the energy of the unshifted picture, and its changes for shifts by a pixel and by a stride, averaged over both
	 * directions.
	 */
	private void add(final Batch maps, final double[] sums) {
		final Shape shape = maps.shape();
		final RadialSpectrum spectrum = new RadialSpectrum(shape.width(), shape.height());
		final double[][] energies = IntStream.range(0, shape.channels()).parallel().mapToObj(map -> IntStream.range(0, shifts
			.size()).mapToDouble(picture -> spectrum.energyAbove(plane(maps, picture, map), HALF_NYQUIST)).toArray()).toArray(
				double[][]::new);
		for (final double[] e : energies) {
			sums[0] += e[0];
			sums[1] += (Math.abs(e[1] - e[0]) + Math.abs(e[2] - e[0])) / 2;
			sums[2] += (Math.abs(e[3] - e[0]) + Math.abs(e[4] - e[0])) / 2;
		}
	}

	private static double[] plane(final Batch maps, final int picture, final int map) {
		final Shape shape = maps.shape();
		final double[] plane = new double[shape.positions()];
		for (int i = 0; i < plane.length; i++)
			plane[i] = maps.get(picture, i / shape.width(), i % shape.width(), map);
		return plane;
	}
}
