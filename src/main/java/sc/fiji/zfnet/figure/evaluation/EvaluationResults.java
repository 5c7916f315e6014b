package sc.fiji.zfnet.figure.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.evaluation.Confusion;
import sc.fiji.zfnet.analysis.evaluation.EvaluationResult;
import sc.fiji.zfnet.analysis.evaluation.Mistake;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.model.WordNet;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.files.Table;

/** Tables and montage for an evaluation. */
public final class EvaluationResults {

	private static final int WORST = 16;

	private final EvaluationResult result;

	/**
	 * @param result result of the evaluation
	 */
	public EvaluationResults(final EvaluationResult result) {
		this.result = result;
	}

	/** One row per model, then one for their average if there are several, with the limits of the 95 % intervals. */
	public Table errors(final int views, final String device) {
		return Table.of("model", "images", "top1_error", "top5_error", "top1_low", "top1_high", "top5_low", "top5_high",
			"views", "device").with(result.errors().stream().map(errors -> List.of(errors.model(), errors.top1().pictures(),
				errors.top1().value(), errors.top5().value(), errors.top1().low(), errors.top1().high(), errors.top5().low(), errors
					.top5().high(), views, device)).toList());
	}

	/**
	 * One row per pair of classes that occurred: the number of pictures of {@code true_class} that were classified as
	 * {@code predicted_class}. Rows follow the matrix row by row; pairs that did not occur are left out.
	 */
	public Table confusion() {
		final Confusion confusion = result.confusion();
		final List<List<Object>> rows = new ArrayList<>();
		for (int row = 0; row < confusion.trueClasses().size(); row++)
			for (int column = 0; column < confusion.predictedClasses().size(); column++)
				if (confusion.counts()[row][column] > 0) rows.add(List.of(confusion.trueClasses().get(row), confusion
					.predictedClasses().get(column), confusion.counts()[row][column]));
		return Table.of("true_class", "predicted_class", "count").with(rows);
	}

	/** One row per misclassified picture, the most confident mistake first. */
	public Table mistakes() {
		return Table.of("file", "true_class", "predicted_class", "probability", "true_probability").with(result.mistakes()
			.stream().map(mistake -> List.of(mistake.picture().name(), mistake.trueClass(), mistake.predictedClass(),
				mistake.probability(), mistake.trueProbability())).toList());
	}

	/** The most confident mistakes, as the network sees them, each with its true and its predicted class. */
	public ImagePlus worst(final String title, final Classifier classifier) throws IOException {
		final List<Mistake> worst = result.mistakes().subList(0, Math.min(WORST, result.mistakes().size()));
		final Montage montage = new Montage(Montage.squareColumns(worst.size()));
		for (final Mistake mistake : worst)
			montage.add(SignedContrast.raw(classifier.centre(mistake.picture()), classifier.preprocessing().input()), String.format(
				Locale.ROOT, "%s → %s %.2f", WordNet.words(mistake.trueClass()), WordNet.words(mistake.predictedClass()), mistake.probability()));
		return new ImagePlus(title, montage.render());
	}
}
