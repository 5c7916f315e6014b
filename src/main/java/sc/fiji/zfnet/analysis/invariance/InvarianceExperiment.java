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

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Classifier;
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
 * var experiment = new InvarianceExperiment(classifier, List.of("relu1", "relu7"), 16);
 * double[] values = TransformFamily.ROTATION.defaultRange(input).values();
 * InvarianceCurve curve = experiment.run(picture, TransformFamily.ROTATION, values, OptionalInt.empty(),
 *   TransformedPictures.IGNORED, Progress.NONE).orElseThrow();
 * </pre>
 */
public final class InvarianceExperiment {

	private final Classifier classifier;
	private final Network network;
	private final List<String> layers;
	private final int batchSize;

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
	 * @param classifier the network; pixels beyond a picture take the mean of its preprocessing
	 * @param layers names of the layers to compare
	 * @param batchSize number of pictures per batch; does not affect the results
	 * @throws IllegalArgumentException if there is no such layer, or the batch size is not positive
	 */
	public InvarianceExperiment(final Classifier classifier, final List<String> layers, final int batchSize) {
		if (batchSize < 1) throw new IllegalArgumentException("A batch of " + batchSize +
			" pictures is empty; 1 or more are accepted");
		this.classifier = classifier;
		this.network = classifier.network();
		this.layers = List.copyOf(layers);
		this.batchSize = batchSize;
		layers.forEach(network::node);
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
		final List<AffineTransform> transforms = new ArrayList<>();
		for (final double value : values)
			transforms.add(family.at(value, network.inputShape()));
		final PictureTransformer transformer = new PictureTransformer(picture, network.inputShape(), classifier
			.preprocessing().fill());
		final Map<String, Batch> original = forward(List.of(transformer.apply(new AffineTransform())));
		final InvarianceMeasurement measurement = new InvarianceMeasurement(classifier, layers, original, label,
			values.length);
		for (int first = 0; first < values.length; first += batchSize) {
			if (progress.isCancelled()) return Optional.empty();
			final int start = first;
			final int count = Math.min(batchSize, values.length - first);
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
