package sc.fiji.zfnet.analysis.correspondence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;

/**
 * Measures whether a network has implicitly learnt that a part is the same thing in different pictures (Section 4.3 and
 * Table 1 of the paper). The part is covered in every picture by a square filled with the model's mean. ε is the original
 * minus the occluded activation vector of a layer. Δ is the mean, over all ordered pairs of different pictures, of the
 * normalised Hamming distance between their sign ε, with signs −1, 0 and 1. For comparison, the same is done with random
 * squares that cover no part: the first of every picture with the first of every other, and so on.
 *
 * <pre>
 * var experiment = new CorrespondenceExperiment(classifier).withRandomOccluders(0);
 * for (...)
 *   experiment.add(picture, parts);
 * List&lt;PartDifference&gt; table = experiment.differences();
 * </pre>
 */
public final class CorrespondenceExperiment {

	/** The part name of random occluders. */
	public static final String RANDOM = "random";

	private final Classifier classifier;
	private final Network network;
	private final List<String> layers;
	private final int size;
	private final int random;
	private final long seed;
	private final OptionalInt batchSize;

	/** One vector per picture, by occluder and layer. */
	private final Map<Occluder, Map<String, List<SignVector>>> changes = new LinkedHashMap<>();

	/** An occluder: one that covers a part (number −1), or a random square with a number. */
	private record Occluder(String part, int number) {}

	/**
	 * The experiment with its defaults: squares of 32 pixels for an input of 224, in proportion otherwise; the rectified
	 * outputs of the first convolution, the middle one (with an even number, the later of two) and the last hidden layer; ten
	 * random occluders per picture; seed 1.
	 *
	 * @param classifier the network
	 */
	public CorrespondenceExperiment(final Classifier classifier) {
		this(classifier, defaultLayers(classifier.network()), defaultSize(classifier.network().inputShape()), 10, 1, OptionalInt
			.empty());
	}

	private CorrespondenceExperiment(final Classifier classifier, final List<String> layers, final int size,
		final int random, final long seed, final OptionalInt batchSize)
	{
		this.classifier = classifier;
		this.network = classifier.network();
		this.layers = List.copyOf(layers);
		this.size = size;
		this.random = random;
		this.seed = seed;
		this.batchSize = batchSize;
	}

	private static List<String> defaultLayers(final Network network) {
		final List<Node> convolutions = network.convolutions();
		if (convolutions.isEmpty()) return List.of(network.lastHidden().name());
		return Stream.of(network.firstConvolution(), network.rectified(convolutions.get(convolutions.size() / 2)), network
			.lastHidden()).map(Node::name).distinct().toList();
	}

	private static int defaultSize(final Shape input) {
		return Math.max(1, (int) Math.round(Math.min(input.width(), input.height()) * 32 / 224.0));
	}

	/**
	 * A new experiment, without pictures, with other layers.
	 *
	 * @param names names of the layers
	 * @throws IllegalArgumentException if there is none, or no such layer
	 */
	public CorrespondenceExperiment withLayers(final List<String> names) {
		if (names.isEmpty()) throw new IllegalArgumentException("There are no layers; one or more are required");
		names.forEach(network::node);
		return new CorrespondenceExperiment(classifier, names, size, random, seed, batchSize);
	}

	/**
	 * A new experiment with another side of the occluders in input pixels.
	 *
	 * @throws IllegalArgumentException if it is not positive or exceeds the network's input
	 */
	public CorrespondenceExperiment withSize(final int pixels) {
		final int side = Math.min(network.inputShape().width(), network.inputShape().height());
		if (pixels < 1 || pixels > side) throw new IllegalArgumentException("The occluder size is " + pixels +
			"; sizes up to the network's input of " + side + " pixels are accepted");
		return new CorrespondenceExperiment(classifier, layers, pixels, random, seed, batchSize);
	}

	/**
	 * A new experiment with another number of random occluders per picture.
	 *
	 * @throws IllegalArgumentException if it is negative
	 */
	public CorrespondenceExperiment withRandomOccluders(final int count) {
		if (count < 0) throw new IllegalArgumentException(count + " random occluders cannot be drawn; 0 or more are accepted");
		return new CorrespondenceExperiment(classifier, layers, size, count, seed, batchSize);
	}

	/** A new experiment with another seed; each picture has its own random numbers, derived from the seed and its name. */
	public CorrespondenceExperiment withSeed(final long value) {
		return new CorrespondenceExperiment(classifier, layers, size, random, value, batchSize);
	}

	/**
	 * A new experiment with another maximum number of pictures per batch, which changes the results only by rounding; by
	 * default, as many as need little memory.
	 *
	 * @throws IllegalArgumentException if it is not positive
	 */
	public CorrespondenceExperiment withBatchSize(final int pictures) {
		if (pictures < 1) throw new IllegalArgumentException("A batch of " + pictures +
			" pictures is empty; 1 or more are accepted");
		return new CorrespondenceExperiment(classifier, layers, size, random, seed, OptionalInt.of(pictures));
	}

	/**
	 * Covers each part of a picture, and random squares.
	 *
	 * @param picture the picture
	 * @param parts positions of its parts, in its own pixels
	 * @return the squares that were covered
	 * @throws IllegalArgumentException if a part lies outside the network's input, occurs twice or has the name
	 *           {@link #RANDOM}, or there is no room for random occluders
	 */
	public PartOccluders add(final Picture picture, final List<PartPosition> parts) {
		if (parts.stream().anyMatch(part -> part.part().equals(RANDOM))) throw new IllegalArgumentException("Picture '" +
			picture.name() + "' has a part '" + RANDOM + "', which is the name of random occluders; other names are accepted");
		final ScaledPicture scaled = ScaledPicture.forInput(picture, network.inputShape());
		final PartOccluders occluders = PartOccluders.place(parts, scaled.scaling(), size, random,
			new SplittableRandom(seed ^ picture.name().hashCode() * 0x9E3779B97F4A7C15L));
		final Map<Occluder, Region> all = new LinkedHashMap<>();
		occluders.parts().forEach((part, square) -> all.put(new Occluder(part, -1), square));
		for (int i = 0; i < occluders.random().size(); i++)
			all.put(new Occluder(RANDOM, i), occluders.random().get(i));
		final RandomAccessibleInterval<FloatType> image = scaled.centre();
		final List<Occluder> each = List.copyOf(all.keySet());
		final int run = picturesARun(each.size());
		final Map<String, Batch> originals = forward(image, Collections.nCopies(run, new Region(0, 0, 0, 0)));
		for (int first = 0; first < each.size(); first += run) {
			final List<Occluder> some = each.subList(first, Math.min(first + run, each.size()));
			compare(some, originals, forward(image, IntStream.range(0, run).mapToObj(i -> all.get(some.get(Math.min(i, some
				.size() - 1)))).toList()));
		}
		return occluders;
	}

	/**
	 * The original is computed once for every place in a batch, so with about as many places as batches the least is computed.
	 */
	private int picturesARun(final int occluders) {
		return Math.min(batchSize.orElseGet(() -> Batches.sizeForOutputs(network, layers)), Math.max(1,
			(int) Math.ceil(Math.sqrt(occluders))));
	}

	/** What the layers give for a picture with each of some squares hidden. */
	private Map<String, Batch> forward(final RandomAccessibleInterval<FloatType> image, final List<Region> squares) {
		final Batch input = new Batch(squares.size(), network.inputShape());
		classifier.input(image, input, 0);
		final int size = input.shape().size();
		for (int i = 1; i < squares.size(); i++)
			System.arraycopy(input.values(), 0, input.values(), i * size, size);
		for (int i = 0; i < squares.size(); i++)
			clear(input, i, squares.get(i));
		return classifier.session().forward(input, layers);
	}

	/**
	 * Each changed picture is compared with the original at the same place in a batch of the same size. There, equal values
	 * take part in equal sums, so that a unit which the square does not reach stays the same to the last bit, and its sign is
	 * 0; at another place the engine may add up in another order, and the sign would be that of what rounding leaves.
	 */
	private void compare(final List<Occluder> occluders, final Map<String, Batch> originals,
		final Map<String, Batch> changed)
	{
		for (final String layer : layers) {
			final int size = network.shapeOf(layer).size();
			for (int i = 0; i < occluders.size(); i++)
				changes.computeIfAbsent(occluders.get(i), occluder -> new LinkedHashMap<>()).computeIfAbsent(layer,
					name -> new ArrayList<>()).add(new SignVector(originals.get(layer).values(), changed.get(layer).values(), i * size,
						size));
		}
	}

	/** Sets a square to the model's mean, which is 0 once it is subtracted. */
	private static void clear(final Batch input, final int picture, final Region square) {
		for (int y = square.y(); y < square.y() + square.height(); y++)
			Arrays.fill(input.values(), input.index(picture, y, square.x(), 0), input.index(picture, y, square.x(), 0) + square
				.width() * input.shape().channels(), 0);
	}

	/**
	 * Compares the pictures added so far.
	 *
	 * @return the parts in order of their first occurrence, then random occluders, if any; for each, the layers in order
	 * @throws IllegalArgumentException if a part is in fewer than two pictures
	 */
	public List<PartDifference> differences() {
		final Map<String, List<Map<String, List<SignVector>>>> rows = new LinkedHashMap<>();
		changes.forEach((occluder, byLayer) -> {
			if (occluder.number < 0) rows.put(occluder.part, List.of(byLayer));
		});
		// Random occluders come last, and all of them count as one part.
		changes.forEach((occluder, byLayer) -> {
			if (occluder.number >= 0) rows.computeIfAbsent(RANDOM, name -> new ArrayList<>()).add(byLayer);
		});
		final List<PartDifference> differences = new ArrayList<>();
		rows.forEach((name, byLayer) -> {
			for (final String layer : layers)
				differences.add(difference(name, layer, byLayer.stream().map(vectors -> vectors.get(layer)).toList()));
		});
		return differences;
	}

	/** Over the ordered pairs of pictures within each list. */
	static PartDifference difference(final String part, final String layer, final List<List<SignVector>> lists) {
		final SummaryStatistics distances = new SummaryStatistics();
		for (final List<SignVector> vectors : lists)
			for (int i = 0; i < vectors.size(); i++)
				for (int j = 0; j < vectors.size(); j++)
					if (i != j) distances.addValue(vectors.get(i).hammingDistance(vectors.get(j)));
		if (distances.getN() == 0) throw new IllegalArgumentException("Part '" + part +
			"' is in one picture; a part in two or more pictures is required");
		return new PartDifference(part, layer, distances.getMean(), distances.getStandardDeviation() / Math.sqrt(distances
			.getN()), distances.getN());
	}
}
