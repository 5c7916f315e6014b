package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * Forward passes of one picture with rectangles of it covered. The uncovered picture is computed once; for each cover,
 * only the units that it can affect are recomputed. The results equal those of full passes, except for rounding. Made for
 * one network session, which must stay open; close it when done. For one thread.
 *
 * <pre>
 * try (IncrementalSession covered = new IncrementalSession(session, picture, "relu5", covers)) {
 *   for (List&lt;Region&gt; some : parts of at most covered.changesPerRun())
 *     covered.run(some, fill).outputs();
 * }
 * </pre>
 */
public final class IncrementalSession implements AutoCloseable {

	private final NetworkSession session;
	private final Network network;
	private final Batch picture;
	private final IncrementalPlan plan;
	private final IncrementalGraph graph;
	private final ChangedPicture changed;
	private final Map<String, TFloat32> clean = new HashMap<>();
	private final Batch cleanActivation;
	private Result cleanTensors;

	/**
	 * The results for each covered rectangle.
	 *
	 * @param outputs the network's output, one picture per cover
	 * @param sums the sum over all positions of each map of the layer, as vectors, one picture per cover
	 */
	public record Results(Batch outputs, Batch sums) {}

	/**
	 * Computes the clean picture.
	 *
	 * @param session the network
	 * @param picture one preprocessed picture
	 * @param layer the layer whose maps are summed
	 * @param covers typical rectangles, from which it is decided which layers are cheaper to compute as whole maps
	 * @throws IllegalArgumentException when there is no such layer, no rectangle, or the picture is not one of the network's
	 *           input
	 */
	public IncrementalSession(final NetworkSession session, final Batch picture, final String layer,
		final List<Region> covers)
	{
		this(session, picture, layer, new IncrementalPlan(session.network(), checked(session.network(), covers)));
	}

	/** With a plan of the caller. */
	IncrementalSession(final NetworkSession session, final Batch picture, final String layer, final IncrementalPlan plan)
	{
		this.session = session;
		this.picture = picture;
		this.plan = plan;
		network = session.network();
		if (picture.pictures() != 1 || !picture.shape().equals(network.inputShape())) throw new IllegalArgumentException(
			"The network's input is " + network.inputShape() + " (channels × height × width); " + picture.pictures() +
				" pictures of " + picture.shape() + " were given, one is accepted");
		network.node(layer);
		graph = session.incremental(plan.whole(), layer);
		changed = new ChangedPicture(network, picture);
		cleanActivation = cleanPass();
	}

	private Batch cleanPass() {
		final Set<String> names = new LinkedHashSet<>(graph.clean().keySet());
		names.remove(network.inputName());
		names.add(graph.layer());
		final ForwardGraph forward = session.forwardGraph();
		// Nodes that pass values unchanged share an output with what they read, and TensorFlow fetches an output once.
		final var fetched = names.stream().map(name -> forward.output(name).asOutput()).distinct().toList();
		final TFloat32 input = Feeds.pictures(picture);
		clean.put(network.inputName(), input);
		final Session.Runner runner = session.runner().feed(forward.input(), input);
		fetched.forEach(runner::fetch);
		cleanTensors = runner.run();
		for (final String name : names)
			clean.put(name, (TFloat32) cleanTensors.get(fetched.indexOf(forward.output(name).asOutput())));
		return NetworkSession.batch(clean.get(graph.layer()), network.shapeOf(graph.layer()));
	}

	/** The network's output for the clean picture. */
	public Batch cleanOutput() {
		// Covers a pixel with its own colour, because the full network would need a separate graph for this one picture.
		return run(List.of(new Region(0, 0, 1, 1)), Arrays.copyOf(picture.values(), picture.shape().channels())).outputs();
	}

	/** The layer's activation for the clean picture. */
	public Batch cleanActivation() {
		return cleanActivation;
	}

	/** Best number of rectangles per run. */
	public int changesPerRun() {
		return plan.changesPerRun();
	}

	/** Mean multiply-adds per cover if only the units that it can reach are computed: a lower bound. */
	public long boundMultiplyAdds() {
		return plan.boundMultiplyAdds();
	}

	/**
	 * Runs the network with each rectangle covered, one at a time.
	 *
	 * @param covers rectangles inside the input
	 * @param fill the preprocessed value of each input channel under the cover
	 * @throws IllegalArgumentException when a rectangle leaves the input or is empty, or fill does not have one value per
	 *           channel
	 */
	public Results run(final List<Region> covers, final float[] fill) {
		if (fill.length != network.inputShape().channels()) throw new IllegalArgumentException("The fill has " + fill.length +
			" values; one for each of the " + network.inputShape().channels() + " channels of the input is accepted");
		checked(network, covers);
		if (!plan.isWorthwhile()) return full(covers, fill);
		changed.cover(covers, fill);
		final List<TType> fed = new ArrayList<>();
		final Session.Runner runner = session.runner().fetch(graph.output()).fetch(graph.sums());
		try {
			graph.clean().forEach((name, operand) -> runner.feed(operand, clean.get(name)));
			for (final IncrementalGraph.Feed feed : graph.feeds()) {
				final TType tensor = feed.from().apply(changed);
				fed.add(tensor);
				runner.feed(feed.placeholder(), tensor);
			}
			try (Result result = runner.run()) {
				return new Results(NetworkSession.batch((TFloat32) result.get(0), network.output().shape()), NetworkSession.batch(
					(TFloat32) result.get(1), Shape.vector(network.shapeOf(graph.layer()).channels())));
			}
		}
		finally {
			fed.forEach(TType::close);
		}
	}

	/** The same results by full passes. */
	private Results full(final List<Region> covers, final float[] fill) {
		final Batch covered = new Batch(covers.size(), picture.shape());
		for (int i = 0; i < covers.size(); i++) {
			System.arraycopy(picture.values(), 0, covered.values(), i * picture.values().length, picture.values().length);
			final Region cover = covers.get(i);
			for (int y = cover.y(); y < cover.y() + cover.height(); y++)
				for (int x = cover.x(); x < cover.x() + cover.width(); x++)
					System.arraycopy(fill, 0, covered.values(), covered.index(i, y, x, 0), fill.length);
		}
		final Map<String, Batch> outputs = session.forward(covered, List.of(network.output().name(), graph.layer()));
		final Batch maps = outputs.get(graph.layer());
		return new Results(outputs.get(network.output().name()), sums(maps));
	}

	private static Batch sums(final Batch maps) {
		final int channels = maps.shape().channels();
		final Batch result = new Batch(maps.pictures(), Shape.vector(channels));
		final double[] sums = new double[channels];
		for (int picture = 0, i = 0; picture < maps.pictures(); picture++) {
			Arrays.fill(sums, 0);
			for (int position = 0; position < maps.shape().positions(); position++)
				for (int channel = 0; channel < channels; channel++)
					sums[channel] += maps.values()[i++];
			for (int channel = 0; channel < channels; channel++)
				result.values()[picture * channels + channel] = (float) sums[channel];
		}
		return result;
	}

	private static List<Region> checked(final Network network, final List<Region> covers) {
		if (covers.isEmpty()) throw new IllegalArgumentException("No rectangle is covered; at least one is accepted");
		for (final Region cover : covers)
			check(network, cover);
		return covers;
	}

	private static void check(final Network network, final Region cover) {
		if (cover.isEmpty() || !cover.clip(network.inputShape()).equals(cover)) throw new IllegalArgumentException(
			"A rectangle of " + cover.width() + " × " + cover.height() + " pixels at " + cover.x() + ", " + cover.y() +
				" is not inside the network's input of " + network.inputShape().width() + " × " + network.inputShape().height() +
				" pixels");
	}

	/** Frees the clean activations. */
	@Override
	public void close() {
		cleanTensors.close();
		clean.get(network.inputName()).close();
	}
}
