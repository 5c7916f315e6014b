package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** Copies the values of training variables from and to a session. */
final class VariableValues {

	private final Session session;
	private final Network network;
	private final Map<String, VariableWeights> variables;

	/**
	 * @param session the session that holds them
	 * @param network the network that they belong to
	 * @param variables the variables by the name of their node, in a fixed order
	 */
	VariableValues(final Session session, final Network network, final Map<String, VariableWeights> variables) {
		this.session = session;
		this.network = network;
		this.variables = variables;
	}

	/**
	 * The current weights and momenta.
	 *
	 * @param steps number of steps so far
	 */
	TrainingState state(final long steps) {
		return new TrainingState(read(VariableWeights::values), read(VariableWeights::momenta), steps);
	}

	private Weights read(final Function<VariableWeights, WeightOperands> which) {
		final Session.Runner runner = session.runner();
		operands(name -> which.apply(variables.get(name))).forEach(runner::fetch);
		try (Result result = runner.run()) {
			return weights(result);
		}
	}

	/** An operand of every variable, in the order in which {@link #weights} expects the fetched values. */
	List<Operand<TFloat32>> operands(final Function<String, WeightOperands> ofNode) {
		final List<Operand<TFloat32>> all = new ArrayList<>();
		for (final String name : variables.keySet()) {
			final WeightOperands weights = ofNode.apply(name);
			all.add(weights.kernel());
			if (weights.bias() != null) all.add(weights.bias());
		}
		return all;
	}

	/** The fetched values, in the network's order. */
	Weights weights(final Result result) {
		final Map<String, LayerWeights> weights = new HashMap<>();
		int i = 0;
		for (final Map.Entry<String, VariableWeights> entry : variables.entrySet()) {
			final float[] kernel = of((TFloat32) result.get(i++));
			final float[] bias = entry.getValue().bias() == null ? new float[0] : of((TFloat32) result.get(i++));
			weights.put(entry.getKey(), new LayerWeights(WeightLayout.fromTensorFlow(kernel, network.node(entry.getKey())
				.kernelDimensions()), bias));
		}
		return new Weights(network, weights);
	}

	/** Sets the variables to the values of a state. */
	void set(final TrainingState state) {
		for (final Map.Entry<String, VariableWeights> entry : variables.entrySet()) {
			final Node node = network.node(entry.getKey());
			final VariableWeights variable = entry.getValue();
			final LayerWeights weights = state.weights().of(node.name());
			final LayerWeights momenta = state.momenta().of(node.name());
			final int[] order = node.kernelDimensions();
			store(variable.kernel(), variable.kernel().store(), WeightLayout.toTensorFlow(weights.kernel(), order));
			store(variable.kernel(), variable.kernel().storeMomentum(), WeightLayout.toTensorFlow(momenta.kernel(), order));
			if (variable.bias() == null) continue;
			store(variable.bias(), variable.bias().store(), weights.bias());
			store(variable.bias(), variable.bias().storeMomentum(), momenta.bias());
		}
	}

	private void store(final Variable variable, final Op store, final float[] values) {
		try (TFloat32 tensor = TFloat32.tensorOf(variable.fed().shape(), DataBuffers.of(values, true, false));
			Result done = session.runner().feed(variable.fed(), tensor).addTarget(store).run())
		{
			// The variable has its own copy of the values.
		}
	}

	/** The values of a tensor, in order. */
	static float[] of(final TFloat32 tensor) {
		final float[] values = new float[Math.toIntExact(tensor.shape().size())];
		tensor.copyTo(DataBuffers.of(values, false, false));
		return values;
	}
}
