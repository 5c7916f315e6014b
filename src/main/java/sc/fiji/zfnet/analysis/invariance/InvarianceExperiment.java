package sc.fiji.zfnet.analysis.invariance;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.progress.Progress;

/**
 * Measures how invariant a network's layers are to translation, rotation and scaling of the picture (Section 4.1 and
 * Figure 5 of the paper): the Euclidean distance between a layer's whole output for the picture and for the transformed
 * picture, and the probability of a class.
 *
 * <pre>
 * var experiment = new InvarianceExperiment(classifier).withLayers(List.of("relu1", "relu7")).withBatchSize(16);
 * double[] values = TransformFamily.ROTATION.defaultRange(input).values();
 * InvarianceCurve curve = experiment.run(picture, TransformFamily.ROTATION, values, OptionalInt.empty(),
 *   TransformedPictures.IGNORED, Progress.NONE).orElseThrow();
 * </pre>
 */
public final class InvarianceExperiment {

	private final Classifier classifier;
	private final Network network;
	private final List<String> layers;
	private final OptionalInt batchSize;

	/** Receives the pictures that the network sees, one after another. */
	@FunctionalInterface
	public interface TransformedPictures {

		/** Ignores the pictures. */
		TransformedPictures IGNORED = (value, image) -> {};

		/**
		 * @param value parameter of the transform
		 * @param image x, y, channel in the picture's units, of the network's input size
		 */
		void accept(double value, RandomAccessibleInterval<FloatType> image);
	}

	/**
	 * The experiment with its default layers: the rectified outputs of the first convolution and of the last hidden fully
	 * connected layer.
	 *
	 * @param classifier the network; pixels beyond a picture take the mean of its preprocessing
	 */
	public InvarianceExperiment(final Classifier classifier) {
		this(classifier, defaultLayers(classifier.network()), OptionalInt.empty());
	}

	private InvarianceExperiment(final Classifier classifier, final List<String> layers, final OptionalInt batchSize) {
		this.classifier = classifier;
		this.network = classifier.network();
		this.layers = List.copyOf(layers);
		this.batchSize = batchSize;
	}

	private static List<String> defaultLayers(final Network network) {
		if (network.convolutions().isEmpty()) return List.of(network.lastHidden().name());
		return Stream.of(network.firstConvolution(), network.lastHidden()).map(Node::name).distinct().toList();
	}

	/**
	 * The experiment with other layers.
	 *
	 * @param names names of the layers to compare
	 * @throws IllegalArgumentException if there is no such layer
	 */
	public InvarianceExperiment withLayers(final List<String> names) {
		names.forEach(network::node);
		return new InvarianceExperiment(classifier, names, batchSize);
	}

	/**
	 * The experiment with another number of pictures per batch, which does not affect the results; by default, as many as
	 * need little memory.
	 *
	 * @throws IllegalArgumentException if it is not positive
	 */
	public InvarianceExperiment withBatchSize(final int pictures) {
		if (pictures < 1) throw new IllegalArgumentException("A batch of " + pictures +
			" pictures is empty; 1 or more are accepted");
		return new InvarianceExperiment(classifier, layers, OptionalInt.of(pictures));
	}

	/** Names of the layers that are compared. */
	public List<String> layers() {
		return layers;
	}

	/**
	 * Transforms a picture by every value.
	 *
	 * @param picture the picture
	 * @param family kind of transform
	 * @param values parameters of the transforms, ascending
	 * @param label index of the class whose probability is recorded; empty for the top-1 class of the untransformed
	 *           picture
	 * @param transformed receives every transformed picture, in the order of the values
	 * @param progress receives every transformed picture
	 * @return the curve; empty if cancelled
	 * @throws IllegalArgumentException if there is no such class or transform
	 */
	public Optional<InvarianceCurve> run(final Picture picture, final TransformFamily family, final double[] values,
		final OptionalInt label, final TransformedPictures transformed, final Progress progress)
	{
		final int run = batchSize.orElseGet(() -> Batches.sizeForOutputs(network, layers));
		final List<AffineTransform> transforms = new ArrayList<>();
		for (final double value : values)
			transforms.add(family.at(value, network.inputShape()));
		final PictureTransformer transformer = new PictureTransformer(picture, network.inputShape(), classifier
			.preprocessing().fill());
		final Map<String, Batch> original = forward(List.of(transformer.apply(new AffineTransform())));
		final InvarianceMeasurement measurement = new InvarianceMeasurement(classifier, layers, original, label,
			values.length);
		for (int first = 0; first < values.length; first += run) {
			if (progress.isCancelled()) return Optional.empty();
			final int start = first;
			final int count = Math.min(run, values.length - first);
			final var images = IntStream.range(0, count).parallel().mapToObj(i -> transformer.apply(transforms.get(start +
				i))).toList();
			final Map<String, Batch> outputs = forward(images);
			for (int i = 0; i < count; i++)
				transformed.accept(values[start + i], images.get(i));
			measurement.take(start, outputs);
			for (int i = 0; i < count; i++)
				// The identity transform has distance 0, however the engine rounds within a batch.
				if (transforms.get(start + i).isIdentity()) measurement.take(start + i, original);
			progress.steps(start + count, values.length);
		}
		return Optional.of(measurement.curve(picture.name(), values));
	}

	private Map<String, Batch> forward(final List<RandomAccessibleInterval<FloatType>> images) {
		final Batch input = new Batch(images.size(), network.inputShape());
		IntStream.range(0, images.size()).parallel().forEach(i -> classifier.input(images.get(i), input, i));
		final Set<String> nodes = new LinkedHashSet<>(layers);
		nodes.add(network.output().name());
		return classifier.session().forward(input, List.copyOf(nodes));
	}
}
