package sc.fiji.zfnet.analysis.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.DecodedFiles;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;

/**
 * Measures the error of models and of their average on labelled pictures (Table 2 of the paper). A model's probabilities
 * are those of the centre crop, or the mean over ten views; the probabilities of the average are the mean over the models.
 * Classes are ranked by probability, with ties to the lower index; for the average, indices are those of the first model.
 * All models see the pictures in one pass; each picture is decoded once, while the networks run.
 *
 * <pre>
 * EvaluationResult result = new Evaluation(List.of(new EvaluatedModel("zfnet-tiny", classifier)), false)
 *   .run(LabelledFiles.of(PictureFolder.list(folder)), Progress.NONE);
 * </pre>
 */
public final class Evaluation {

	/** The name of the average of several models. */
	public static final String AVERAGE = "average";

	private static final int TOP = 5;
	private static final int VIEWS = 10;

	private final List<EvaluatedModel> models;
	private final boolean tenViews;
	private final List<int[]> common = new ArrayList<>();
	private final int picturesARun;

	/**
	 * @param models the models, with the same classes in any order
	 * @param tenViews whether ten views of each picture are averaged; otherwise only the centre crop is used
	 * @throws IllegalArgumentException if there is no model or two models differ in their classes
	 */
	public Evaluation(final List<EvaluatedModel> models, final boolean tenViews) {
		if (models.isEmpty()) throw new IllegalArgumentException("There is no model to evaluate; one or more are required");
		this.models = List.copyOf(models);
		this.tenViews = tenViews;
		final EvaluatedModel first = models.get(0);
		for (final EvaluatedModel model : models)
			common.add(ClassMatching.ofModels(first.classifier().labels(), first.name(), model.classifier().labels(), model
				.name()));
		final int inputs = models.stream().mapToInt(model -> Batches.size(model.classifier().network())).min().getAsInt();
		picturesARun = Math.max(1, tenViews ? inputs / VIEWS : inputs);
	}

	/** Evaluates the models.
	 *
	 * @param pictures the pictures with their classes
	 * @param progress receives the rate and the remaining time
	 * @throws IllegalArgumentException when a model does not know one of the classes, or the evaluation is cancelled, as
	 *           pictures come class by class and a part of them says little
	 * @throws IOException if none of the files can be read
	 */
	public EvaluationResult run(final LabelledFiles pictures, final Progress progress) throws IOException {
		final List<Tally> tallies = new ArrayList<>();
		for (final EvaluatedModel model : models)
			tallies.add(new Tally(model.name(), pictures.classes(), model.classifier().labels(), ClassMatching.ofFolders(pictures
				.classes(), model.classifier().labels(), model.name()), TOP));
		if (models.size() > 1) tallies.add(new Tally(AVERAGE, pictures.classes(), models.get(0).classifier().labels(), tallies
			.get(0).indices(), TOP));
		final Rate rate = new Rate("Evaluating", pictures.files().size(), progress);
		int done = 0;
		try (DecodedFiles<List<Batch>> decoded = new DecodedFiles<>(pictures.files(), this::read, 2 * picturesARun)) {
			List<DecodedFiles.Decoded<List<Batch>>> run = decoded.next(picturesARun);
			while (!run.isEmpty()) {
				note(run, pictures.labels(), tallies);
				done += run.size();
				rate.done(done + decoded.skipped().size());
				if (progress.isCancelled()) throw new CancelledException("The evaluation was cancelled after " + done +
					" of " + pictures.files().size() + " pictures");
				run = decoded.next(picturesARun);
			}
			final List<SkippedFile> skipped = decoded.skipped();
			if (done == 0) throw new IOException("None of the " + pictures.files().size() +
				" pictures can be read; the first: " + skipped.get(0).reason());
			final Tally last = tallies.get(tallies.size() - 1);
			return new EvaluationResult(tallies.stream().map(Tally::errors).toList(), last.confusion(), last.mistakes().stream()
				.sorted(Comparator.comparing(mistake -> -mistake.probability())).toList(), skipped);
		}
	}

	/** What models may have in common. */
	private record InputKind(InputChannels channels, Shape shape) {}

	/** A picture as input of each model; views are cropped once for models of the same input. */
	private List<Batch> read(final PictureSource file) throws IOException {
		final Map<InputChannels, Picture> opened = new HashMap<>();
		final Map<InputKind, List<RandomAccessibleInterval<FloatType>>> views = new HashMap<>();
		final List<Batch> inputs = new ArrayList<>();
		for (final EvaluatedModel model : models) {
			final InputKind kind = new InputKind(model.classifier().preprocessing().input(), model.classifier().network().inputShape());
			if (!opened.containsKey(kind.channels)) opened.put(kind.channels, file.open(kind.channels));
			final Picture picture = opened.get(kind.channels);
			inputs.add(model.classifier().input(views.computeIfAbsent(kind, known -> tenViews ? ScaledPicture.forViews(picture,
				known.shape).tenViews() : List.of(ScaledPicture.forInput(picture, known.shape).centre()))));
		}
		return inputs;
	}

	private void note(final List<DecodedFiles.Decoded<List<Batch>>> run, final List<Integer> labels,
		final List<Tally> tallies)
	{
		final float[][][] byModel = new float[models.size()][][];
		for (int m = 0; m < byModel.length; m++) {
			final int model = m;
			final float[][] views = models.get(m).classifier().probabilities(run.stream().map(decoded -> decoded.content().get(
				model)).toList());
			byModel[m] = means(views, run.size());
		}
		for (int i = 0; i < run.size(); i++) {
			final PictureSource file = run.get(i).file();
			for (int m = 0; m < byModel.length; m++)
				tallies.get(m).add(file, labels.get(run.get(i).index()), byModel[m][i]);
			if (byModel.length > 1) tallies.get(byModel.length).add(file, labels.get(run.get(i).index()), average(byModel, i));
		}
	}

	/** The mean over the views of each picture. */
	private static float[][] means(final float[][] views, final int pictures) {
		final int each = views.length / pictures;
		if (each == 1) return views;
		final float[][] means = new float[pictures][views[0].length];
		for (int i = 0; i < pictures; i++)
			for (int c = 0; c < means[i].length; c++) {
				double sum = 0;
				for (int view = 0; view < each; view++)
					sum += views[i * each + view][c];
				means[i][c] = (float) (sum / each);
			}
		return means;
	}

	/** The mean over the models, in the class order of the first model. */
	private float[] average(final float[][][] byModel, final int picture) {
		final float[] average = new float[byModel[0][picture].length];
		for (int c = 0; c < average.length; c++) {
			double sum = 0;
			for (int m = 0; m < byModel.length; m++)
				sum += byModel[m][picture][common.get(m)[c]];
			average[c] = (float) (sum / byModel.length);
		}
		return average;
	}
}
