package sc.fiji.zfnet.analysis.activations;

import java.io.IOException;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.DecodedFiles;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.OrderedRuns;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.MapMaxima;

/**
 * Searches a data set for the strongest units of feature maps (Figure 2 of the paper), for several layers in one pass. At
 * most one unit per picture counts for a map: the strongest, the first in row order on a tie. Between pictures, ties go to
 * the earlier file. Files are decoded while the network runs. Memory use does not depend on the number of pictures.
 *
 * <pre>
 * FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1", "relu5"), 9)
 *   .run(files, reader, MapSelection.STRONGEST_NINE, Progress.NONE);
 * </pre>
 */
public final class TopActivationsSearch {

	private static final int PICTURES_A_RUN = 16;

	/** Starting a run takes as long as a small network needs for several pictures. */
	private static final int PICTURES_A_RUN_OF_A_SMALL_NETWORK = 64;

	/** While decoding delays a thread of one run, the other run uses the core that would otherwise wait. */
	private static final int RUNS_AT_ONCE = 2;

	/**
	 * A run of a small network finishes before the next pictures are ready; an additional run waits for them, and costs
	 * little memory.
	 */
	private static final int RUNS_AT_ONCE_OF_A_SMALL_NETWORK = 3;

	private final Classifier classifier;
	private final List<String> layers;
	private final int top;

	/**
	 * @param classifier the network
	 * @param layers names of the layers
	 * @param top number of units to keep per map
	 * @throws IllegalArgumentException if there is no such layer, none is named, one is named twice, or {@code top} is less
	 *           than 1
	 */
	public TopActivationsSearch(final Classifier classifier, final List<String> layers, final int top) {
		if (top < 1) throw new IllegalArgumentException("The number of activations per map is " + top +
			"; 1 or more is accepted");
		if (layers.isEmpty()) throw new IllegalArgumentException("No layer is named; one or more are required");
		for (int i = 0; i < layers.size(); i++)
			if (layers.indexOf(classifier.network().node(layers.get(i)).name()) != i) throw new IllegalArgumentException(
				"The layer '" + layers.get(i) + "' is named twice; each layer is accepted only once");
		this.classifier = classifier;
		this.layers = List.copyOf(layers);
		this.top = top;
	}

	/**
	 * Searches pictures.
	 *
	 * @param files the pictures, in sorted order
	 * @param reader reads a picture
	 * @param maps selected maps; the strongest are those with the greatest activations over the data set
	 * @param progress receives the rate and the remaining time; if cancelled, the units found so far are returned
	 * @throws IllegalArgumentException if there is no such map
	 * @throws IOException if none of the files can be read
	 */
	public FoundUnits run(final List<? extends PictureSource> files, final PictureReader reader, final MapSelection maps,
		final Progress progress) throws IOException
	{
		final Map<String, TopUnits> kept = new LinkedHashMap<>();
		for (final String layer : layers) {
			final int count = classifier.network().node(layer).shape().channels();
			if (!maps.isStrongest()) maps.listed(layer, count); // report an error before the pass rather than after it
			kept.put(layer, new TopUnits(layer, count, top));
		}
		final int run = Batches.size(classifier.network(), layers, PICTURES_A_RUN, PICTURES_A_RUN_OF_A_SMALL_NETWORK);
		final int runsAtOnce = run > PICTURES_A_RUN ? RUNS_AT_ONCE_OF_A_SMALL_NETWORK : RUNS_AT_ONCE;
		final Rate rate = new Rate("Searching " + String.join(", ", layers), files.size(), progress);
		// Input buffers are reused after each run; otherwise Java would take much more memory than is needed at any time.
		final Deque<Batch> spare = new ConcurrentLinkedDeque<>();
		int pictures = 0;
		try (DecodedFiles<Batch> decoded = new DecodedFiles<>(files, file -> input(reader.read(file), spare), run);
			OrderedRuns<Found> runs = new OrderedRuns<>(runsAtOnce))
		{
			List<DecodedFiles.Decoded<Batch>> batch = decoded.next(run);
			while (!batch.isEmpty() && !progress.isCancelled()) {
				final List<DecodedFiles.Decoded<Batch>> pending = batch;
				final Optional<Found> found = runs.start(() -> find(pending, spare));
				if (found.isPresent()) pictures += note(found.get(), kept);
				rate.done(pictures + decoded.skipped().size());
				batch = decoded.next(run);
			}
			for (Optional<Found> found = runs.next(); found.isPresent(); found = runs.next())
				pictures += note(found.get(), kept);
			rate.done(pictures + decoded.skipped().size());
			final List<SkippedFile> skipped = decoded.skipped();
			if (skipped.size() == files.size() && !skipped.isEmpty()) throw new IOException("None of the " + files.size() +
				" pictures can be read; the first: " + skipped.get(0).reason());
			return new FoundUnits(pictures == 0 ? List.of() : kept.values().stream().flatMap(units -> units.ranked(maps)
				.stream()).toList(), pictures, skipped, batch.isEmpty());
		}
	}

	private Batch input(final RandomAccessibleInterval<FloatType> picture, final Deque<Batch> spare) {
		final Batch used = spare.poll();
		final Batch input = used == null ? new Batch(1, classifier.network().inputShape()) : used;
		classifier.input(picture, input, 0);
		return input;
	}

	private Found find(final List<DecodedFiles.Decoded<Batch>> pictures, final Deque<Batch> spare) {
		final List<Batch> inputs = pictures.stream().map(DecodedFiles.Decoded::content).toList();
		final Map<String, MapMaxima> maxima = classifier.session().maxima(inputs, layers);
		inputs.forEach(spare::push);
		return new Found(pictures.stream().map(DecodedFiles.Decoded::file).toList(), maxima);
	}

	private int note(final Found found, final Map<String, TopUnits> kept) {
		for (int picture = 0; picture < found.files().size(); picture++)
			for (final String layer : layers)
				kept.get(layer).add(found.files().get(picture), found.maxima().get(layer), picture);
		return found.files().size();
	}

	/** The result of one run of the graph, by layer. */
	private record Found(List<PictureSource> files, Map<String, MapMaxima> maxima) {}
}
