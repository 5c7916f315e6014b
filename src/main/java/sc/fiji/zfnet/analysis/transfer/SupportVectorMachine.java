package sc.fiji.zfnet.analysis.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;

/** Trains linear support vector machines, each class against all others, with LIBLINEAR. */
final class SupportVectorMachine {

	/** Required gradient norm, relative to that at the start. */
	private static final double TOLERANCE = 1e-4;

	static {
		Linear.disableDebugOutput();
	}

	private SupportVectorMachine() {}

	/** See {@link LinearMethod#fit(double[][], int[], int, double)}. */
	static LinearClassifier fit(final double[][] vectors, final int[] labels, final int classes, final double cost) {
		final int length = vectors[0].length;
		final Problem problem = new Problem();
		problem.l = vectors.length;
		problem.n = length + 1;
		problem.bias = 1;
		problem.y = new double[labels.length];
		problem.x = new Feature[vectors.length][];
		for (int i = 0; i < vectors.length; i++) {
			problem.y[i] = labels[i];
			problem.x[i] = features(vectors[i]);
		}
		final Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC, cost, TOLERANCE);
		parameter.setRandom(new Random(1));
		final Model model = Linear.train(problem, parameter);
		final double[][] weights = new double[classes][length];
		final double[] biases = new double[classes];
		// LIBLINEAR orders classes by their first occurrence in the data.
		for (int position = 0; position < model.getNrClass(); position++) {
			final int label = model.getLabels()[position];
			for (int k = 0; k < length; k++)
				weights[label][k] = model.getDecfunCoef(k + 1, position);
			biases[label] = model.getDecfunBias(position);
		}
		return new LinearClassifier(weights, biases);
	}

	/** The non-zero values, with indices from 1, and the constant 1 for the bias. */
	private static Feature[] features(final double[] vector) {
		final List<Feature> features = new ArrayList<>();
		for (int k = 0; k < vector.length; k++)
			if (vector[k] != 0) features.add(new FeatureNode(k + 1, vector[k]));
		features.add(new FeatureNode(vector.length + 1, 1));
		return features.toArray(Feature[]::new);
	}
}
