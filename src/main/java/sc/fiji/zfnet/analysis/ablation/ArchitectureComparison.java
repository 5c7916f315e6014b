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
 * Trains variants of architectures with the same recipe, the same seeds and the same pictures, to measure how much each
 * part of a network contributes (Section 5.1 and Table 3 of the paper). Every variant and seed has its own folder, so that
 * an interrupted comparison can be resumed. Pictures are decoded once for all variants of the same input size.
 *
 * <pre>
 * List&lt;VariantSummary&gt; rows = new ArchitectureComparison(List.of(ArchitectureVariant.parse("zfnet-tiny"),
 *   ArchitectureVariant.parse("zfnet-tiny remove 3 4")), List.of(1L, 2L), recipe, EngineOptions.DEFAULT).run(training,
 *     validation, folder, true, (result, isNew, all, secondsLeft) -&gt; {}, Progress.NONE);
 * </pre>
 */
public final class ArchitectureComparison {

	private final List<ArchitectureVariant> variants;
	private final List<Long> seeds;
	private final Recipe recipe;
	private final EngineOptions engine;
	private Path checkedLayers;

	/**
	 * @param variants variants to compare
	 * @param seeds seeds; each variant is trained once per seed
	 * @param recipe training recipe; its seed is ignored
	 * @param engine device, threads and precision
	 * @throws IllegalArgumentException if a variant occurs twice
	 */
	public ArchitectureComparison(final List<ArchitectureVariant> variants, final List<Long> seeds, final Recipe recipe,
		final EngineOptions engine)
	{
		final List<String> titles = variants.stream().map(ArchitectureVariant::title).toList();
		for (final String title : titles)
			if (titles.indexOf(title) != titles.lastIndexOf(title)) throw new IllegalArgumentException("The architecture '" +
				title + "' occurs twice; each architecture is accepted only once");
		this.variants = List.copyOf(variants);
		this.seeds = List.copyOf(seeds);
		this.recipe = recipe;
		this.engine = engine;
	}

	/** The file where layers that are found right are remembered, so that they are not checked again; by default none. */
	public ArchitectureComparison rememberingChecksIn(final Path file) {
		checkedLayers = file;
		return this;
	}

	/**
	 * Trains all variants in turn.
	 *
	 * @param training folder of the training pictures, with one subfolder per class
	 * @param validation folder of other pictures of the same classes
	 * @param folder output folder, with one subfolder per variant, which has one subfolder per seed
	 * @param resume whether to keep completed training runs in the folder and to resume an interrupted one; otherwise, all
	 *           start from scratch
	 * @param listener receives each completed training run
	 * @param progress receives the overall progress; if cancelled, the comparison ends soon with the completed training runs
	 * @return the variants with a completed training run, in order
	 * @throws IOException if a picture cannot be read or a file cannot be written
	 * @throws IllegalArgumentException if a training run to resume was started under other conditions
	 */
	public List<VariantSummary> run(final Path training, final Path validation, final Path folder, final boolean resume,
		final ComparisonListener listener, final Progress progress) throws IOException
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
			if (difference.isPresent()) run.folder().supersede();
			return;
		}
		if (difference.isPresent()) throw new IllegalArgumentException(difference.get());
		run.complete(run.folder().result().orElse(null));
	}

	/** The incomplete training runs, by the input shape for which pictures are scaled. */
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
		final Trainer trainer = new Trainer(run.network(), recipe.withSeed(run.seed()), engine).rememberingChecksIn(
			checkedLayers);
		try {
			final TrainingResult result = trainer.train(pictures, validation, run.folder().path(), goesOn, progress,
				history::add);
			if (result.cancelled()) return;
			progress.message("Measuring on the training pictures");
			final Outcome trained = trainer.evaluate(result, pictures, progress);
			// Cancelled in the meantime: resuming finds the training finished and measures again.
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
