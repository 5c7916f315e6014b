package sc.fiji.zfnet.analysis.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.DecodedFiles;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;

/**
 * Computes the outputs of layers of a frozen network for pictures, all layers in one pass, and keeps them in memory.
 * Pictures are decoded while the network runs.
 */
public final class FeatureExtraction {

	private final Classifier classifier;
	private final List<String> layers;

	/**
	 * The extraction of the last hidden fully connected layer, rectified.
	 *
	 * @param classifier the network
	 */
	public FeatureExtraction(final Classifier classifier) {
		this(classifier, List.of(classifier.network().lastHidden().name()));
	}

	/**
	 * @param classifier the network
	 * @param layers names of the layers
	 * @throws IllegalArgumentException when there is no such layer
	 */
	public FeatureExtraction(final Classifier classifier, final List<String> layers) {
		this.classifier = classifier;
		this.layers = List.copyOf(layers);
		layers.forEach(classifier.network()::node);
	}

	/** Computes the features.
	 *
	 * @param pictures the pictures
	 * @param progress receives the rate and the remaining time
	 * @throws IllegalArgumentException if the features do not fit into memory, or the computation is cancelled
	 * @throws IOException if none of the files can be read
	 */
	public LayerFeatures run(final LabelledFiles pictures, final Progress progress) throws IOException {
		checkMemory(pictures.files().size());
		final List<Integer> read = new ArrayList<>();
		final Map<String, List<float[]>> vectors = new LinkedHashMap<>();
		layers.forEach(layer -> vectors.put(layer, new ArrayList<>()));
		final int size = Batches.size(classifier.network());
		final Rate rate = new Rate("Computing features", pictures.files().size(), progress);
		try (DecodedFiles<Batch> decoded = new DecodedFiles<>(pictures.files(), file -> classifier.input(classifier
			.centre(file)), 2 * size))
		{
			for (var run = decoded.next(size); !run.isEmpty(); run = decoded.next(size)) {
				final Map<String, Batch> outputs = classifier.session().forward(run.stream().map(DecodedFiles.Decoded::content)
					.toList(), layers);
				outputs.forEach((layer, batch) -> addVectors(batch, vectors.get(layer)));
				run.forEach(picture -> read.add(picture.index()));
				rate.done(read.size() + decoded.skipped().size());
				if (progress.isCancelled()) throw new CancelledException("The computation was cancelled after the features of " + read
					.size() + " of " + pictures.files().size() + " pictures");
			}
			if (read.isEmpty()) throw new IOException("None of the " + pictures.files().size() +
				" pictures can be read; the first: " + decoded.skipped().get(0).reason());
			final Map<String, float[][]> arrays = new LinkedHashMap<>();
			vectors.forEach((layer, list) -> arrays.put(layer, list.toArray(float[][]::new)));
			return new LayerFeatures(new LabelledFiles(read.stream().map(pictures.files()::get).toList(), read.stream().map(
				pictures.labels()::get).toList(), pictures.classes()), arrays,
				decoded.skipped());
		}
	}

	private void checkMemory(final int pictures) {
		final long megabytes = layers.stream().mapToLong(layer -> classifier.network().node(layer).shape().size()).sum() *
			Float.BYTES * pictures >> 20;
		final long usable = Runtime.getRuntime().maxMemory() * 3 / 5 >> 20;
		if (megabytes > usable) throw new IllegalArgumentException("The features of " + pictures + " pictures at " + String
			.join(", ", layers) + " take " + megabytes + " MB; up to " + usable +
			" MB are accepted; name fewer layers, or pooled ones, or give Java more memory");
	}

	private static void addVectors(final Batch batch, final List<float[]> vectors) {
		final Shape shape = batch.shape();
		for (int picture = 0; picture < batch.pictures(); picture++) {
			final float[] vector = new float[shape.size()];
			int from = picture * shape.size();
			for (int position = 0; position < shape.positions(); position++)
				for (int channel = 0; channel < shape.channels(); channel++)
					vector[channel * shape.positions() + position] = batch.values()[from++];
			vectors.add(vector);
		}
	}
}
