package sc.fiji.zfnet.figure.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import sc.fiji.zfnet.analysis.evaluation.Confusion;
import sc.fiji.zfnet.analysis.evaluation.EvaluationResult;
import sc.fiji.zfnet.analysis.evaluation.Mistake;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.image.Table;
import sc.fiji.zfnet.network.Shape;

/** Tables and the montage of an evaluation. */
public final class EvaluationResults {

	private static final int WORST = 16;

	private final EvaluationResult result;
	private final PictureFolder pictures;

	/**
	 * @param result what was found
	 * @param pictures where the pictures are from
	 */
	public EvaluationResults(final EvaluationResult result, final PictureFolder pictures) {
		this.result = result;
		this.pictures = pictures;
	}

	/** A row a model, then one of their average if they are several, with the ends of the 95 % intervals. */
	public Table errors(final int views, final String device) {
		return Table.of("model", "images", "top1_error", "top5_error", "top1_low", "top1_high", "top5_low", "top5_high",
			"views", "device").with(result.errors().stream().map(errors -> List.of(errors.model(), errors.top1().pictures(),
				errors.top1().value(), errors.top5().value(), errors.top1().low(), errors.top1().high(), errors.top5().low(), errors
					.top5().high(), views, device)).toList());
	}

	/**
	 * A row a pair of classes that occurred: the pictures of {@code true_class} that were taken for {@code predicted_class}.
	 * Rows are in the order of the matrix, row by row; pairs that never occurred are left out.
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

	/** A row a wrongly classified picture, the surest mistake first. */
	public Table mistakes() {
		return Table.of("file", "true_class", "predicted_class", "probability", "true_probability").with(result.mistakes()
			.stream().map(mistake -> List.of(pictures.relative(mistake.file()), mistake.trueClass(), mistake.predictedClass(),
				mistake.probability(), mistake.trueProbability())).toList());
	}

	/** The surest mistakes, as the network sees them, each with its class and what it was taken for. */
	public ImagePlus worst(final String title, final Shape input) throws IOException {
		final List<Mistake> worst = result.mistakes().subList(0, Math.min(WORST, result.mistakes().size()));
		final Montage montage = new Montage(Montage.squareColumns(worst.size()));
		for (final Mistake mistake : worst)
			montage.add(SignedContrast.raw(ScaledPicture.forInput(Pictures.open(mistake.file()), input).centre()), String.format(
				Locale.ROOT, "%s → %s %.2f", words(mistake.trueClass()), words(mistake.predictedClass()), mistake.probability()));
		return new ImagePlus(title, montage.render());
	}

	/** Without a WordNet number, which would leave no room above a tile. */
	private static String words(final String name) {
		return name.replaceFirst("^n\\d{8}[ _](?=.)", "").replace('_', ' ');
	}
}
