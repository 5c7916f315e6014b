package sc.fiji.zfnet.tensorflow.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;

/**
 * Checks each layer of a network against plain loops before the network is used for the first time on a machine: libraries
 * have kernels that are wrong on some processors for some shapes, without a word. What was right once is remembered for the
 * same processor, device, library, precision and layer setting, so that later uses cost nothing.
 */
public final class SelfCheck {

	private static final long SEED = 20131112;

	private final EngineOptions options;
	private final RememberedVerdicts remembered;
	private final LayerComputation computation;

	/**
	 * @param options how the network will be computed
	 * @param file where layers found right are remembered; null for this process alone
	 */
	public SelfCheck(final EngineOptions options, final Path file) {
		this(options, file, LayerComputation.OPERATIONS);
	}

	SelfCheck(final EngineOptions options, final Path file, final LayerComputation computation) {
		this.options = options;
		this.computation = computation;
		remembered = new RememberedVerdicts(file, Machine.fingerprint(options));
	}

	/**
	 * Checks forward passes and the way down of the deconvnet.
	 *
	 * @throws MiscomputedLayerException when a layer is not computed rightly
	 */
	public void beforeUse(final TrainedNetwork trained) {
		check(trained, false);
	}

	/**
	 * Checks the passes of training, forward and backward.
	 *
	 * @throws MiscomputedLayerException when a layer is not computed rightly
	 */
	public void beforeTraining(final TrainedNetwork trained) {
		check(trained, true);
	}

	private void check(final TrainedNetwork trained, final boolean training) {
		final Map<String, LayerCase> unknown = new LinkedHashMap<>();
		for (final Node node : trained.network().nodes()) {
			// Dropout has no loops.
			if (node.layer().plain().isEmpty()) continue;
			final LayerCase layer = new LayerCase(node, node.hasWeights() ? trained.weights().of(node.name()) : null);
			final String key = (training ? "training " : "passes ") + layer.setting();
			if (!remembered.isRight(key)) unknown.putIfAbsent(key, layer);
		}
		if (unknown.isEmpty()) return;
		final List<LayerVerdict> wrong = new ArrayList<>(new LayerCheck(options, computation, SEED).check(List.copyOf(unknown
			.values()), training));
		wrong.removeIf(LayerVerdict::right);
		if (!wrong.isEmpty()) throw new MiscomputedLayerException(wrong.stream().max(Comparator.comparingDouble(
			LayerVerdict::error)).orElseThrow(), options);
		remembered.addRight(unknown.keySet());
	}
}
