package sc.fiji.zfnet.analysis.ablation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.DivergenceException;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.Outcome;
import sc.fiji.zfnet.training.Epoch;
import sc.fiji.zfnet.training.LabelledPictures;
import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Trainer;
import sc.fiji.zfnet.training.TrainingResult;

/**
 * Trains variants of architectures under the same recipe, with the same seeds and on the same pictures (Section 5.1 and
 * Table 3 of the paper): how much does each part of the network matter? Every variant and seed has a folder of its own, so
 * that an interrupted comparison goes on where it was. Pictures are decoded once for all variants of an input size.
 *
 * <pre>
 * List&lt;VariantSummary&gt; rows = new ArchitectureComparison(List.of(ArchitectureVariant.parse("zfnet-tiny"),
 *   ArchitectureVariant.parse("zfnet-tiny remove 3 4")), List.of(1L, 2L), recipe, EngineOptions.DEFAULT).run(training,
 *     validation, folder, true, Progress.NONE, (result, isNew, all, secondsLeft) -&gt; {});
 * </pre>
 */
public final class ArchitectureComparison {

	private final List<ArchitectureVariant> variants;
	private final List<Long> seeds;
	private final Recipe recipe;
	private final EngineOptions engine;

	/**
	 * @param variants what to compare
	 * @param seeds seeds with which each is trained
	 * @param recipe how to train; its seed does not count
	 * @param engine how to compute
	 * @throws IllegalArgumentException when a variant is there twice
	 */
	public ArchitectureComparison(final List<ArchitectureVariant> variants, final List<Long> seeds, final Recipe recipe,
		final EngineOptions engine)
	{
		final List<String> titles = variants.stream().map(ArchitectureVariant::title).toList();
		for (final String title : titles)
			if (titles.indexOf(title) != titles.lastIndexOf(title)) throw new IllegalArgumentException("The architecture '" +
				title + "' is there twice; different ones are accepted");
		this.variants = List.copyOf(variants);
		this.seeds = List.copyOf(seeds);
		this.recipe = recipe;
		this.engine = engine;
	}

	/**
	 * Trains all, variant by variant.
	 *
	 * @param training folder of the training pictures, with a subfolder a class
	 * @param validation folder of other pictures of the same classes
	 * @param folder takes a folder a variant, and in it one a seed
	 * @param resume whether complete trainings in the folder are kept and an interrupted one goes on; else all start anew
	 * @param progress told how far all of it is; if cancelled, it ends soon with what is complete
	 * @param listener learns of each complete training
	 * @return the variants with a complete training, in their order
	 * @throws IOException when a picture cannot be read or a file not be written
	 * @throws IllegalArgumentException when a training to resume was begun under other conditions
	 */
	public List<VariantSummary> run(final Path training, final Path validation, final Path folder, final boolean resume,
		final Progress progress, final ComparisonListener listener) throws IOException
	{
		final Conditions conditions = new Conditions(recipe, engine, training, validation);
		final int classes = PictureFolder.list(training).classes().size();
		final List<VariantRun> runs = new ArrayList<>();
		for (final ArchitectureVariant variant : variants)
			for (final long seed : seeds)
				runs.add(new VariantRun(variant, seed, classes, new RunFolder(folder, variant, seed, conditions)));
		for (final VariantRun run : runs)
			prepare(run, resume);
		final ComparisonState state = new ComparisonState(runs);
		for (final VariantRun run : runs)
			if (run.result() != null) listener.complete(run.result(), false, state.summaries(), state.secondsLeft());
		for (final List<VariantRun> sameInput : open(runs).values()) {
			if (progress.isCancelled()) break;
			final LabelledPictures pictures = LabelledPictures.read(training, sameInput.get(0).variant().input(),
				LabelledPictures.USUAL_LIMIT, state.reading(progress));
			final LabelledPictures others = pictures.readMore(validation, LabelledPictures.USUAL_LIMIT, state.reading(progress));
			for (final VariantRun run : sameInput) {
				if (progress.isCancelled()) break;
				train(run, pictures, others, resume, state.training(run, progress));
				if (run.result() != null) listener.complete(run.result(), true, state.summaries(), state.secondsLeft());
			}
		}
		return state.summaries();
	}

	private static void prepare(final VariantRun run, final boolean resume) throws IOException {
		final Optional<String> difference = run.folder().difference();
		if (!resume) {
			// What stays until its turn must not be taken for a result under these conditions, or resuming be refused for it.
			if (difference.isPresent()) run.folder().clear();
			return;
		}
		if (difference.isPresent()) throw new IllegalArgumentException(difference.get());
		run.complete(run.folder().result().orElse(null));
	}

	/** The trainings that are not complete, by the input that pictures are scaled for. */
	private static Map<Shape, List<VariantRun>> open(final List<VariantRun> runs) {
		final Map<Shape, List<VariantRun>> groups = new LinkedHashMap<>();
		for (final VariantRun run : runs)
			if (run.result() == null) groups.computeIfAbsent(run.variant().input(), input -> new ArrayList<>()).add(run);
		return groups;
	}

	private void train(final VariantRun run, final LabelledPictures pictures, final LabelledPictures validation,
		final boolean resume, final Progress progress) throws IOException
	{
		final boolean goesOn = resume && run.folder().isBegun();
		if (!goesOn) run.folder().begin();
		final List<Epoch> history = new ArrayList<>();
		final Trainer trainer = new Trainer(run.network(), recipe.withSeed(run.seed()), engine);
		try {
			final TrainingResult result = trainer.train(pictures, validation, run.folder().path(), goesOn, progress,
				history::add);
			if (result.cancelled()) return;
			progress.message("Measuring on the training pictures");
			final Outcome trained = trainer.evaluate(result, pictures, progress);
			// Cancelled meanwhile: resuming finds the training at its end and measures again.
			if (trained.pictures() < pictures.size()) return;
			final Epoch last = history.get(history.size() - 1);
			run.complete(history, trained.top1Accuracy(), last.validationTop1(), last.validationTop5());
		}
		catch (final DivergenceException exc) {
			run.fail(history, exc.getMessage());
		}
		run.folder().finish(run.result());
	}
}
