package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.Normalization;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.SoftmaxSum;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.tensorflow.Device;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * A network ready to classify pictures, with its preprocessing and class names. All experiments start from a classifier.
 * Closing it frees the network.
 *
 * <pre>
 * try (Classifier classifier = Classifier.open(Path.of("models/zfnet-tiny"))) {
 *   float[][] probabilities = classifier.probabilities(classifier.input(picture));
 * }
 * </pre>
 */
public final class Classifier implements AutoCloseable {

	private final NetworkSession session;
	private final Preprocessing preprocessing;
	private final Normalization normalization;
	private final Labels labels;

	/**
	 * @param session the network
	 * @param preprocessing preprocessing of pictures
	 * @param labels names of the classes
	 * @throws IllegalArgumentException if the network takes other channels than the preprocessing, or does not end in one score
	 *           per class
	 */
	public Classifier(final NetworkSession session, final Preprocessing preprocessing, final Labels labels) {
		this.session = session;
		this.preprocessing = preprocessing;
		normalization = new Normalization(preprocessing);
		this.labels = labels;
		check(session.network());
		preprocessing.check(session.network().inputShape());
		if (labels.count() != session.network().classes()) throw new IllegalArgumentException("There are " + labels.count() +
			" labels; the network has " + session.network().classes() + " classes");
	}

	/**
	 * Opens a model folder, to be computed with the default options.
	 *
	 * @param folder a model folder
	 * @return the classifier; close it when done
	 * @throws IOException when the folder cannot be read as a model
	 */
	public static Classifier open(final Path folder) throws IOException {
		return open(folder, EngineOptions.DEFAULT);
	}

	/**
	 * Opens a model folder.
	 *
	 * @param folder a model folder
	 * @param options device, threads and precision
	 * @return the classifier; close it when done
	 * @throws IOException when the folder cannot be read as a model
	 */
	public static Classifier open(final Path folder, final EngineOptions options) throws IOException {
		return open(ModelFolder.open(folder), options);
	}

	/**
	 * Opens a model.
	 *
	 * @param model its folder
	 * @param options device, threads and precision
	 * @return the classifier; close it when done
	 * @throws IOException when its files cannot be read
	 */
	public static Classifier open(final ModelFolder model, final EngineOptions options) throws IOException {
		final NetworkSession session = new NetworkSession(model.load(), options);
		try {
			return new Classifier(session, model.preprocessing(), model.labels());
		}
		catch (final RuntimeException exc) {
			session.close();
			throw exc;
		}
	}

	/**
	 * Refuses a network that is not a classifier of pictures.
	 *
	 * @throws IllegalArgumentException if the network does not end in one score per class
	 */
	public static void check(final Network network) {
		final Shape output = network.output().shape();
		if (output.positions() != 1) throw new IllegalArgumentException("The network's output '" + network.output().name() +
			"' is " + output + "; one score per class (classes × 1 × 1) is accepted");
	}

	/** The engine. */
	public NetworkSession session() {
		return session;
	}

	/** The network's layers. */
	public Network network() {
		return session.network();
	}

	/** Preprocessing of pictures. */
	public Preprocessing preprocessing() {
		return preprocessing;
	}

	/** Names of the classes. */
	public Labels labels() {
		return labels;
	}

	/** The device that the network runs on. */
	public Device device() {
		return Devices.of(session.options());
	}

	/**
	 * Opens a picture with the channels and units that the network takes.
	 *
	 * @param picture the picture
	 * @throws IOException when it is missing, damaged, no picture, or has other channels
	 */
	public Picture open(final PictureSource picture) throws IOException {
		return picture.open(preprocessing.input());
	}

	/**
	 * Opens a picture, scales it for the network's input and takes the centre.
	 *
	 * @param picture the picture
	 * @return x, y, channel in the picture's units, of the input's size
	 * @throws IOException when it is missing, damaged, no picture, or has other channels
	 */
	public RandomAccessibleInterval<FloatType> centre(final PictureSource picture) throws IOException {
		return ScaledPicture.forInput(open(picture), network().inputShape()).centre();
	}

	/**
	 * Converts pictures to the network's input.
	 *
	 * @param pictures x, y, channel in the picture's order and units (see {@link #open}), of the input's size
	 */
	public Batch input(final List<RandomAccessibleInterval<FloatType>> pictures) {
		final Batch batch = new Batch(pictures.size(), network().inputShape());
		for (int i = 0; i < pictures.size(); i++)
			input(pictures.get(i), batch, i);
		return batch;
	}

	/**
	 * Converts a picture to the network's input and stores it in a batch.
	 *
	 * @param picture x, y, channel in the picture's order and units, of the input's size
	 * @param batch batch to store it in
	 * @param index index of the picture in the batch
	 */
	public void input(final RandomAccessibleInterval<FloatType> picture, final Batch batch, final int index) {
		normalization.put(picture, batch, index);
	}

	/** Converts one picture to the network's input; see {@link #input(List)}. */
	public Batch input(final RandomAccessibleInterval<FloatType> picture) {
		return input(List.of(picture));
	}

	/**
	 * Class probabilities.
	 *
	 * @param input preprocessed pictures
	 * @return class probabilities: one row per picture, one column per class
	 */
	public float[][] probabilities(final Batch input) {
		return probabilities(List.of(input));
	}

	/**
	 * Class probabilities.
	 *
	 * @param inputs preprocessed pictures, computed in one pass
	 * @return class probabilities: one row per picture, one column per class
	 */
	public float[][] probabilities(final List<Batch> inputs) {
		final String output = network().output().name();
		return probabilitiesOf(session.forward(inputs, List.of(output)).get(output));
	}

	/**
	 * Class probabilities from the output of the network's last node; applies a softmax if the network has none.
	 *
	 * @param output output of the last node
	 * @return class probabilities: one row per picture, one column per class
	 */
	public float[][] probabilitiesOf(final Batch output) {
		final int classes = output.shape().channels();
		final boolean scores = network().softmax().isEmpty();
		final float[][] probabilities = new float[output.pictures()][classes];
		for (int i = 0; i < probabilities.length; i++) {
			System.arraycopy(output.values(), i * classes, probabilities[i], 0, classes);
			if (scores) softmax(probabilities[i]);
		}
		return probabilities;
	}

	private static void softmax(final float[] scores) {
		final SoftmaxSum sum = SoftmaxSum.of(scores.length, i -> scores[i]);
		for (int i = 0; i < scores.length; i++)
			scores[i] = (float) sum.probability(scores[i]);
	}

	/**
	 * Class probabilities averaged over views of one picture.
	 *
	 * @param views x, y, channel in the picture's order and units, of the input's size
	 * @return one value per class
	 */
	public float[] averageProbabilities(final List<RandomAccessibleInterval<FloatType>> views) {
		final float[][] each = probabilities(input(views));
		if (each.length == 1) return each[0];
		final float[] mean = new float[labels.count()];
		for (int c = 0; c < mean.length; c++) {
			double sum = 0;
			for (final float[] view : each)
				sum += view[c];
			mean[c] = (float) (sum / each.length);
		}
		return mean;
	}

	/**
	 * The most probable classes, best first, a tie to the lower index.
	 *
	 * @param probabilities one value per class
	 * @param count maximum number
	 */
	public List<ClassScore> best(final float[] probabilities, final int count) {
		final List<Integer> order = new ArrayList<>(IntStream.range(0, probabilities.length).boxed().toList());
		order.sort(Comparator.comparing((final Integer c) -> -probabilities[c]).thenComparing(c -> c));
		return order.stream().limit(count).map(c -> new ClassScore(c, labels.name(c), probabilities[c])).toList();
	}

	@Override
	public void close() {
		session.close();
	}
}
