package sc.fiji.zfnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.DivergenceException;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.SelfCheck;
import sc.fiji.zfnet.tensorflow.Outcome;
import sc.fiji.zfnet.tensorflow.TrainingOptions;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/**
 * Trains a network on folders of pictures. After every epoch, its folder holds {@code history.csv}, the checkpoints and
 * everything needed to resume after an interruption, even a power failure. With one thread, the weights are then the same
 * as without the interruption. (TensorFlow takes the number of threads from the first session of a process.)
 *
 * <pre>
 * LabelledPictures pictures = LabelledPictures.read(folder, network.inputShape(), LabelledPictures.USUAL_LIMIT, progress);
 * TrainingResult result = new Trainer(network, Recipe.PAPER, EngineOptions.DEFAULT).train(pictures, null, work, false,
 *   progress, epoch -&gt; {});
 * </pre>
 */
public final class Trainer {

	/** Name of the file in the training folder that is needed to resume; history and checkpoints are not needed. */
	public static final String STATE = TrainingFile.NAME;

	private final Network network;
	private final Recipe recipe;
	private final EngineOptions engine;
	private final int threads;
	private boolean acceptingChanges;
	private Path checkedLayers;

	/**
	 * @param network network to train; its dropout layers take the recipe's rate
	 * @param recipe the training recipe
	 * @param engine device, threads and precision
	 */
	public Trainer(final Network network, final Recipe recipe, final EngineOptions engine) {
		this.network = NetworkChanges.withDropout(network, recipe.dropout());
		this.recipe = recipe;
		this.engine = engine;
		threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
	}

	/**
	 * Whether an interrupted training run may be resumed with another recipe or other pictures; by default it may not. The
	 * changes are listed in the result.
	 */
	public Trainer acceptingChanges(final boolean accepting) {
		acceptingChanges = accepting;
		return this;
	}

	/** The file where layers that are found right are remembered, so that they are not checked again; by default none. */
	public Trainer rememberingChecksIn(final Path file) {
		checkedLayers = file;
		return this;
	}

	/**
	 * Trains the network.
	 *
	 * @param pictures training pictures
	 * @param validation validation pictures of the same classes; null for none
	 * @param folder folder for checkpoints, history and the state, created if missing. Files of an earlier training run are
	 *           replaced once the first epoch is complete
	 * @param resume whether to resume an interrupted training run in that folder
	 * @param progress receives the progress; if cancelled, training stops after the current batch
	 * @param listener receives every complete epoch, including those before an interruption
	 * @throws IOException if a picture cannot be read, a file cannot be written, or there is nothing to resume
	 * @throws IllegalArgumentException if the numbers of classes of network and pictures differ
	 * @throws DivergenceException if the loss is no longer finite
	 */
	public TrainingResult train(final LabelledPictures pictures, final LabelledPictures validation, final Path folder,
		final boolean resume, final Progress progress, final Consumer<Epoch> listener) throws IOException
	{
		if (network.classes() != pictures.classes().size()) throw new IllegalArgumentException("The network has " + network
			.classes() + " classes; the training pictures have " + pictures.classes().size());
		if (resume && !Files.exists(folder)) throw TrainingFile.missing(folder);
		final TrainingConditions conditions = TrainingConditions.of(network, recipe, pictures, validation);
		try (TrainingFolder opened = TrainingFolder.open(folder)) {
			final TrainingFile before = resume ? resumed(opened, pictures, conditions) : null;
			final Preprocessing preprocessing = before == null ? ColourStatistics.of(pictures) : before.preprocessing();
			final TrainedNetwork initial = InitialWeights.of(network, recipe.seed());
			new SelfCheck(engine, checkedLayers).beforeTraining(initial);
			try (TrainingSession session = new TrainingSession(initial, options(), engine)) {
				if (before != null) session.restore(before.state());
				final TrainingFile start = before != null ? before : new TrainingFile(recipe.seed(), conditions, List.of(),
					pictures.classes(), preprocessing, List.of(), session.state());
				return new TrainingRun(session, recipe, start, pictures, validation, opened, threads).train(progress, listener);
			}
		}
	}

	private TrainingFile resumed(final TrainingFolder folder, final LabelledPictures pictures,
		final TrainingConditions conditions) throws IOException
	{
		final TrainingFile file = folder.state(network);
		if (!file.classes().equals(pictures.classes())) throw new IOException(
			"The interrupted training run has other classes than the pictures: " + String.join(", ", file.classes()));
		return file.resumed(recipe, conditions, acceptingChanges);
	}

	/**
	 * Evaluates a trained network on unaltered pictures: centre crops, without dropout.
	 *
	 * @param result a result of this trainer
	 * @param pictures pictures of the same classes
	 * @param progress if cancelled, the outcome covers the pictures so far
	 * @throws IOException when a picture cannot be read
	 */
	public Outcome evaluate(final TrainingResult result, final LabelledPictures pictures, final Progress progress)
		throws IOException
	{
		try (TrainingSession session = new TrainingSession(result.trained(), options(), engine)) {
			return new CentreEvaluation(session, new Cropping(network.inputShape(), result.preprocessing()), pictures, threads)
				.run(progress);
		}
	}

	/** Whether a folder holds a training run that can be resumed. */
	public static boolean isBegun(final Path folder) {
		return Files.isRegularFile(folder.resolve(TrainingFile.NAME));
	}

	private TrainingOptions options() {
		return new TrainingOptions(recipe.momentum(), recipe.decay(), recipe.clip(), recipe.seed());
	}
}
