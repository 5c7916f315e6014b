package sc.fiji.zfnet.analysis.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.Argmax;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;

/**
 * Measures how well a linear classifier on frozen features generalises to other pictures (Table 4 and Table 7 of the
 * paper, with its Caltech protocol). For each fold and number of training pictures, the classifier is trained on that
 * number of pictures per class and tested on the pictures that the fold holds out, or on separate pictures of the same
 * classes.
 */
public final class TransferExperiment {

	private final LayerFeatures features;
	private final Optional<LayerFeatures> validation;
	private final StratifiedFolds folds;
	private final LinearMethod method;

	/**
	 * @param features features of the training pictures
	 * @param validation features of the same layers for test pictures of the same classes; if empty, the pictures that a
	 *           fold holds out
	 * @param folds the folds
	 * @param method training method of the classifiers
	 * @throws IllegalArgumentException if there is only one fold and there are no test pictures
	 */
	public TransferExperiment(final LayerFeatures features, final Optional<LayerFeatures> validation,
		final StratifiedFolds folds, final LinearMethod method)
	{
		if (validation.isEmpty() && folds.count() < 2) throw new IllegalArgumentException(
			"There is 1 fold; without validation pictures 2 or more are accepted");
		this.features = features;
		this.validation = validation;
		this.folds = folds;
		this.method = method;
	}

	/** Runs the measurement.
	 *
	 * @param perClass numbers of training pictures per class
	 * @param progress receives the progress
	 * @return scores by layer, in the order of the numbers
	 * @throws IllegalArgumentException if a class has too few pictures, or the run is cancelled
	 */
	public List<TransferScore> run(final List<Integer> perClass, final Progress progress) {
		final List<String> layers = List.copyOf(features.vectors().keySet());
		final double[][][] accuracies = new double[layers.size()][perClass.size()][folds.count()];
		final int tasks = layers.size() * folds.count();
		final AtomicInteger done = new AtomicInteger();
		perClass.forEach(count -> training(0, count)); // report an impossible number now, on this thread
		progress.message("Training classifiers");
		IntStream.range(0, tasks).parallel().forEach(task -> {
			final int fold = task % folds.count();
			final double[] found = accuracies(layers.get(task / folds.count()), fold, perClass, progress);
			for (int i = 0; i < found.length; i++)
				accuracies[task / folds.count()][i][fold] = found[i];
			progress.steps(done.incrementAndGet(), tasks);
		});
		if (progress.isCancelled()) throw new CancelledException("The measurement was cancelled before all classifiers were " +
			"trained");
		final List<TransferScore> scores = new ArrayList<>();
		for (int layer = 0; layer < layers.size(); layer++)
			for (int i = 0; i < perClass.size(); i++)
				scores.add(new TransferScore(layers.get(layer), perClass.get(i), Arrays.stream(accuracies[layer][i]).boxed()
					.toList()));
		return scores;
	}

	/**
	 * Accuracies of one layer and fold, incomplete if cancelled. Inner products are computed once, because small training
	 * sets are subsets of large ones.
	 */
	private double[] accuracies(final String layer, final int fold, final List<Integer> perClass, final Progress progress) {
		final float[][] vectors = features.vectors().get(layer);
		final int[] largest = training(fold, perClass.stream().max(Integer::compare).orElseThrow());
		final int length = vectors[0].length;
		final boolean reduce = perClass.stream().anyMatch(count -> length > training(fold, count).length);
		final double[][] products = reduce ? LinearSpace.products(select(vectors, largest)) : null;
		final double[] accuracies = new double[perClass.size()];
		for (int i = 0; i < accuracies.length; i++) {
			if (progress.isCancelled()) return accuracies;
			final int[] training = training(fold, perClass.get(i));
			final float[][] selected = select(vectors, training);
			final LinearSpace space = length > training.length ? LinearSpace.reduced(selected, part(products, largest,
				training)) : LinearSpace.direct(selected);
			final LinearClassifier classifier = space.ofVectors(method.fit(space.coordinates(), labels(training), classes()));
			accuracies[i] = accuracy(classifier, layer, fold);
		}
		return accuracies;
	}

	private int[] training(final int fold, final int perClass) {
		return validation.isPresent() ? folds.drawn(fold, perClass) : folds.training(fold, perClass);
	}

	private static float[][] select(final float[][] vectors, final int[] indices) {
		return IntStream.of(indices).mapToObj(i -> vectors[i]).toArray(float[][]::new);
	}

	/** The rows and columns of the products for some of the pictures. */
	private static double[][] part(final double[][] products, final int[] pictures, final int[] wanted) {
		final List<Integer> order = IntStream.of(pictures).boxed().toList();
		final int[] rows = IntStream.of(wanted).map(order::indexOf).toArray();
		final double[][] part = new double[rows.length][rows.length];
		for (int i = 0; i < rows.length; i++)
			for (int j = 0; j < rows.length; j++)
				part[i][j] = products[rows[i]][rows[j]];
		return part;
	}

	private int[] labels(final int[] indices) {
		return IntStream.of(indices).map(i -> features.pictures().labels().get(i)).toArray();
	}

	private int classes() {
		return features.pictures().classes().size();
	}

	private double accuracy(final LinearClassifier classifier, final String layer, final int fold) {
		final LayerFeatures tested = validation.orElse(features);
		final int[] pictures = validation.isPresent() ? IntStream.range(0, tested.pictures().files().size()).toArray() : folds
			.heldOut(fold);
		final int[] right = new int[classes()];
		final int[] all = new int[classes()];
		for (final int picture : pictures) {
			final int label = tested.pictures().labels().get(picture);
			all[label]++;
			if (Argmax.of(classifier.scores(tested.vectors().get(layer)[picture])) == label) right[label]++;
		}
		return TransferScore.meanClassAccuracy(right, all);
	}

	/**
	 * Trains a classifier on all pictures.
	 *
	 * @param layer the layer whose features it uses
	 */
	public LinearClassifier trainOnAll(final String layer) {
		final LinearSpace space = LinearSpace.of(features.vectors().get(layer));
		return space.ofVectors(method.fit(space.coordinates(), features.pictures().labels().stream().mapToInt(
			Integer::intValue).toArray(), classes()));
	}
}
