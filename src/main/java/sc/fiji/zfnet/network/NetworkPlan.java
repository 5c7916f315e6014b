package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A network of the paper's kind as its numbered layers: convolutions, then hidden fully connected layers, then the fully
 * connected layer that scores the classes. Nodes are named by these numbers, which stay when layers are taken out.
 * Immutable.
 *
 * @param input shape of the input: channels × height × width
 * @param alpha weight of the mean square in response normalisation
 * @param stages the convolutions with the steps after each, from layer 1 upwards
 * @param hidden the hidden fully connected layers
 * @param last number of the layer that scores the classes
 */
record NetworkPlan(Shape input, double alpha, List<Stage> stages, List<Hidden> hidden, int last) {

	/** The first of the paper's middle layers; all convolutions from this one upwards are middle layers. */
	private static final int MIDDLE = 3;

	/** What can follow a rectified convolution. */
	enum Step {
		POOL, NORMALIZATION
	}

	/**
	 * A convolution, its ReLU, and the steps after it.
	 *
	 * @param number its number
	 * @param convolution empty if it was removed
	 * @param steps pooling and normalisation, in order
	 */
	record Stage(int number, Optional<Convolution> convolution, List<Step> steps) {

		private Stage with(final Convolution other) {
			return new Stage(number, Optional.of(other), steps);
		}

		private Stage withFilters(final int filters) {
			final Convolution old = convolution.orElseThrow();
			return with(new Convolution(filters, old.window(), old.groups(), old.bias()));
		}

		private Stage times(final double factor, final int groups) {
			return withFilters(Math.max(1, rounded(factor * convolution.orElseThrow().filters() / groups)) * groups);
		}
	}

	/**
	 * A hidden fully connected layer, rectified and dropped out.
	 *
	 * @param number its number
	 * @param units number of outputs
	 */
	record Hidden(int number, int units) {}

	/** Starts a plan without layers. */
	static NetworkPlan of(final Shape input, final double alpha) {
		return new NetworkPlan(input, alpha, List.of(), List.of(), 1);
	}

	/** With a further convolution. */
	NetworkPlan convolution(final int filters, final Window window, final int groups, final Step... steps) {
		return new NetworkPlan(input, alpha, added(stages, new Stage(last, Optional.of(new Convolution(filters, window, groups,
			true)), List.of(steps))), hidden, last + 1);
	}

	/** With a further hidden fully connected layer. */
	NetworkPlan hidden(final int units) {
		return new NetworkPlan(input, alpha, stages, added(hidden, new Hidden(last, units)), last + 1);
	}

	private static <T> List<T> added(final List<T> list, final T last) {
		return Stream.concat(list.stream(), Stream.of(last)).toList();
	}

	/**
	 * The plan without some layers. The pooling and normalisation of a removed convolution are kept, so that the layers
	 * above see maps of about the same size.
	 *
	 * @throws IllegalArgumentException when there is no such layer, it scores the classes, or no convolution would be left
	 */
	NetworkPlan without(final Set<Integer> numbers) {
		for (final int number : numbers) {
			if (number == last) throw new IllegalArgumentException("layer " + last +
				" scores the classes and cannot be removed; 1 to " + (last - 1) + " are accepted");
			if (number < 1 || number > last) throw new IllegalArgumentException("there is no layer " + number +
				" to remove; 1 to " + (last - 1) + " are accepted");
		}
		final NetworkPlan rest = new NetworkPlan(input, alpha, stages.stream().map(stage -> numbers.contains(stage.number)
			? new Stage(stage.number, Optional.empty(), stage.steps) : stage).toList(), hidden.stream().filter(layer -> !numbers
				.contains(layer.number)).toList(), last);
		if (rest.stages.stream().allMatch(stage -> stage.convolution.isEmpty())) throw new IllegalArgumentException(
			"all convolutions are removed; one or more must be left");
		return rest;
	}

	/**
	 * With another size and stride of the first convolution. The padding is half the stride, as in Figure 3 of the paper.
	 *
	 * @throws IllegalArgumentException when layer 1 was taken out
	 */
	NetworkPlan first(final int size, final int stride) {
		final Convolution old = stages.get(0).convolution.orElseThrow(() -> new IllegalArgumentException(
			"layer 1 is removed, so its filters cannot be changed"));
		if (old.window().height() == size && old.window().strideY() == stride) return this;
		return withStages(stage -> stage.number > 1 ? stage : stage.with(new Convolution(old.filters(), Window.square(size,
			stride, stride / 2), old.groups(), old.bias())));
	}

	/**
	 * With a multiple of the filters of layers 3 to 5, those that are there.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	NetworkPlan middle(final double factor) {
		middleNumbers();
		// What reads a layer may divide it into groups, so all are multiples of them.
		final int groups = stages.stream().flatMap(stage -> stage.convolution.stream()).mapToInt(Convolution::groups).max()
			.getAsInt();
		return withStages(stage -> isMiddle(stage) ? stage.times(factor, groups) : stage);
	}

	/**
	 * With given numbers of filters in layers 3 to 5, those that are there.
	 *
	 * @throws IllegalArgumentException when there are more or fewer of them
	 */
	NetworkPlan middle(final List<Integer> filters) {
		final List<Integer> numbers = middleNumbers();
		if (filters.size() != numbers.size()) throw new IllegalArgumentException(filters.size() +
			" numbers of filters do not fit the middle layers " + numbers + "; one per layer is required");
		return withStages(stage -> isMiddle(stage) ? stage.withFilters(filters.get(numbers.indexOf(stage.number))) : stage);
	}

	private List<Integer> middleNumbers() {
		final List<Integer> numbers = stages.stream().filter(NetworkPlan::isMiddle).map(Stage::number).toList();
		if (numbers.isEmpty()) throw new IllegalArgumentException("all middle layers are removed, so none can be made wider");
		return numbers;
	}

	private static boolean isMiddle(final Stage stage) {
		return stage.number >= MIDDLE && stage.convolution.isPresent();
	}

	private NetworkPlan withStages(final UnaryOperator<Stage> change) {
		return new NetworkPlan(input, alpha, stages.stream().map(change).toList(), hidden, last);
	}

	/**
	 * With a multiple of the units of the hidden fully connected layers.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	NetworkPlan hiddenTimes(final double factor) {
		if (hidden.isEmpty()) throw new IllegalArgumentException(
			"all hidden fully connected layers are removed, so none can be changed");
		return new NetworkPlan(input, alpha, stages, hidden.stream().map(layer -> new Hidden(layer.number, Math.max(1, rounded(
			factor * layer.units)))).toList(), last);
	}

	private static int rounded(final double value) {
		return Math.toIntExact(Math.round(value));
	}

	/**
	 * The network for a number of classes.
	 *
	 * @throws IllegalArgumentException when a layer does not fit what it reads
	 */
	Network build(final int classes) {
		final Network.Builder builder = Network.input("data", input);
		for (final Stage stage : stages) {
			stage.convolution.ifPresent(convolution -> builder.add("conv" + stage.number, convolution).add("relu" + stage.number,
				new Relu()));
			for (final Step step : stage.steps) {
				if (step == Step.POOL) builder.add("pool" + stage.number, new MaxPool(Window.square(3, 2).roundingUp()));
				else builder.add("norm" + stage.number, new LocalResponseNormalization(5, alpha, 0.75, 2));
			}
		}
		builder.add("flatten", new Flatten());
		for (final Hidden layer : hidden)
			builder.add("fc" + layer.number, new Dense(layer.units)).add("relu" + layer.number, new Relu()).add("dropout" +
				layer.number, new Dropout(0.5));
		return builder.add("fc" + last, new Dense(classes)).add("softmax", new Softmax()).build();
	}
}
