package sc.fiji.zfnet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import sc.fiji.zfnet.files.FileLock;
import sc.fiji.zfnet.files.FolderChange;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.onnx.Precision;
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

	/** What is needed to resume a training, in its folder; history and checkpoints are not. */
	public static final String STATE = TrainingFile.NAME;

	/** Is there while a training takes place. */
	private static final String LOCK = ".training.lock";

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
	 * Whether resuming may go on with another recipe or other pictures than the training was begun with; by default it may
	 * not. What changed is written down.
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
		final TrainingConditions conditions = TrainingConditions.of(network, recipe, pictures, validation);
		final boolean folderIsNew = !Files.exists(folder);
		if (resume && folderIsNew) throw TrainingFile.missing(folder);
		Files.createDirectories(folder);
		try (FileLock lock = FileLock.take(folder.resolve(LOCK), Duration.ZERO, "A training is under way in '" + folder +
			"' already; another folder, or this one once that has ended, is accepted"))
		{
			FolderChange.recover(folder);
			return train(pictures, validation, folder, conditions, resume ? resumed(folder, pictures, conditions) : null, progress,
				listener);
		}
		finally {
			// Of a training that came to nothing not even a folder is left.
			if (folderIsNew) deleteIfEmpty(folder);
		}
	}

	private static void deleteIfEmpty(final Path folder) throws IOException {
		try {
			Files.deleteIfExists(folder);
		}
		catch (final DirectoryNotEmptyException exc) {
			// It holds what is complete.
		}
	}

	private TrainingResult train(final LabelledPictures pictures, final LabelledPictures validation, final Path folder,
		final TrainingConditions conditions, final TrainingFile before, final Progress progress, final Consumer<Epoch> listener) throws IOException
	{
		final Preprocessing preprocessing = before == null ? ColourStatistics.of(pictures) : before.preprocessing();
		final TrainedNetwork initial = InitialWeights.of(network, recipe.seed());
		new SelfCheck(engine, checkedLayers).beforeTraining(initial);
		try (TrainingSession session = new TrainingSession(initial, options(), engine)) {
			if (before != null) session.restore(before.state());
			final Run run = new Run(session, pictures, validation, preprocessing, folder, conditions, progress, listener);
			if (before != null) run.take(before);
			return run.train();
		}
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

	private TrainingFile resumed(final Path folder, final LabelledPictures pictures, final TrainingConditions conditions)
		throws IOException
	{
		final TrainingFile file = TrainingFile.read(folder, network);
		if (!file.classes().equals(pictures.classes())) throw new IOException(
			"The interrupted training run has other classes than the pictures: " + String.join(", ", file.classes()));
		if (file.seed() != recipe.seed()) throw new IllegalArgumentException("The seed is " + recipe.seed() +
			"; the interrupted training run used " + file.seed() + ", which is the only accepted value");
		if (file.history().size() > recipe.epochs()) throw new IllegalArgumentException("The number of epochs is " + recipe
			.epochs() + "; the interrupted training run already has " + file.history().size() +
				", and this number or more is accepted");
		final List<String> differences = file.conditions().differences(conditions);
		if (differences.isEmpty()) return file;
		if (!file.conditions().hasArchitectureOf(conditions)) throw new IllegalArgumentException("The training in '" + folder +
			"' was begun with another architecture, and the same alone is accepted to resume");
		if (!acceptingChanges) throw new IllegalArgumentException("The training in '" + folder + "' was begun with " + String
			.join("; with ", differences) +
			"; the same is accepted to resume, or the key changed to go on with what is given now");
		final List<String> changes = new ArrayList<>(file.changes());
		for (final String difference : differences)
			changes.add("until epoch " + file.history().size() + " " + difference);
		return new TrainingFile(file.seed(), conditions, changes, file.classes(), file.preprocessing(), file.history(), file
			.state());
	}

	/** One training run, from its beginning or resumption to its end. */
	private final class Run {

		private final TrainingSession session;
		private final LabelledPictures pictures;
		private final LabelledPictures validation;
		private final Preprocessing preprocessing;
		private final Cropping cropping;
		private final Path folder;
		private final TrainingConditions conditions;
		private final Progress progress;
		private final Consumer<Epoch> listener;
		private final List<Epoch> history = new ArrayList<>();
		private List<String> changes = List.of();
		private final float[] importance;
		private final int steps;
		private long graphNanos;
		private long nanos;
		private long seen;

		Run(final TrainingSession session, final LabelledPictures pictures, final LabelledPictures validation,
			final Preprocessing preprocessing, final Path folder, final TrainingConditions conditions, final Progress progress,
			final Consumer<Epoch> listener)
		{
			this.session = session;
			this.pictures = pictures;
			this.validation = validation;
			this.preprocessing = preprocessing;
			this.folder = folder;
			this.conditions = conditions;
			this.progress = progress;
			this.listener = listener;
			cropping = new Cropping(network.inputShape(), preprocessing);
			importance = importance();
			steps = (pictures.size() + recipe.batch() - 1) / recipe.batch();
		}

		/** Weight of each class; the mean over the pictures is 1. */
		private float[] importance() {
			final int[] counts = pictures.counts();
			final float[] weights = new float[counts.length];
			for (int c = 0; c < counts.length; c++)
				weights[c] = recipe.balanced() ? (float) pictures.size() / (counts.length * (float) counts[c]) : 1;
			return weights;
		}

		void take(final TrainingFile before) {
			history.addAll(before.history());
			changes = before.changes();
			before.history().forEach(listener);
		}

		TrainingResult train() throws IOException {
			boolean cancelled = progress.isCancelled();
			while (!cancelled && history.size() < recipe.epochs()) {
				final long begun = System.nanoTime();
				final Outcome trained = pass();
				seen += trained.pictures();
				cancelled = progress.isCancelled();
				if (!cancelled) end(begun, trained);
				nanos += System.nanoTime() - begun;
			}
			final TrainedNetwork last = session.trained();
			if (!cancelled) keep(change -> OnnxWriter.write(last, change.file(checkpoint(history.size())), Precision.FLOAT16));
			return new TrainingResult(last, preprocessing, pictures.classes(), List.copyOf(history), changes, cancelled,
				nanos / 1e9, seen, nanos == 0 ? 1 : (double) graphNanos / nanos);
		}

		/** One pass over all pictures in random order. */
		private Outcome pass() throws IOException {
			final int epoch = history.size() + 1;
			progress.message("Epoch " + epoch + " of " + recipe.epochs());
			final int[] order = shuffled(pictures.size(), new Random(mixed(epoch, -1)));
			Outcome sum = Outcome.NONE;
			try (BatchQueue queue = new BatchQueue(steps, threads, number -> augmented(order, epoch, number))) {
				for (int step = 0; step < steps && !progress.isCancelled(); step++) {
					final LabelledBatch batch = queue.next();
					final float[] weights = new float[batch.labels().length];
					for (int i = 0; i < weights.length; i++)
						weights[i] = importance[batch.labels()[i]];
					final long begun = System.nanoTime();
					sum = sum.plus(session.step(batch.pictures(), batch.labels(), weights, recipe.rate(history, (step + 1.0) /
						steps)));
					graphNanos += System.nanoTime() - begun;
					progress.steps((long) history.size() * steps + step + 1, (long) recipe.epochs() * steps);
				}
			}
			return sum;
		}

		private LabelledBatch augmented(final int[] order, final int epoch, final int number) throws IOException {
			final Random random = new Random(mixed(epoch, number));
			final int first = number * recipe.batch();
			final int count = Math.min(recipe.batch(), order.length - first);
			final LabelledBatch batch = new LabelledBatch(new Batch(count, network.inputShape()), new int[count]);
			for (int i = 0; i < count; i++) {
				batch.labels()[i] = pictures.label(order[first + i]);
				cropping.random(pictures.picture(order[first + i]), random, batch.pictures(), i);
			}
			return batch;
		}

		/** A seed that differs for every epoch and batch. */
		private long mixed(final int epoch, final int number) {
			return (recipe.seed() * 1_000_003 + epoch) * 1_000_003 + number;
		}

		private Outcome validate() throws IOException {
			final CentreEvaluation evaluation = new CentreEvaluation(session, cropping, validation, threads);
			// If the user cancels after the training part of an epoch, the validation is still completed.
			final Outcome outcome = evaluation.run(Progress.NONE);
			graphNanos += evaluation.graphNanos();
			seen += outcome.pictures();
			return outcome;
		}

		/** Validates, and saves the state after the epoch. */
		private void end(final long begun, final Outcome trained) throws IOException {
			final Outcome validated = validation == null ? null : validate();
			final double seconds = (System.nanoTime() - begun) / 1e9;
			final Epoch epoch = new Epoch(history.size() + 1, seconds, recipe.rate(history, 1), trained.meanLoss(), trained
				.top1Accuracy(), validated == null ? Double.NaN : validated.meanLoss(), validated == null ? Double.NaN : validated
					.top1Accuracy(), validated == null ? Double.NaN : validated.top5Accuracy());
			history.add(epoch);
			keep(change -> {
				// Not earlier: if training stops before its first epoch is complete, an earlier training run is left as it was.
				if (epoch.number() == 1) forgetCheckpoints(change);
				if (recipe.checkpoints().contains(epoch.number())) OnnxWriter.write(session.trained(), change.file(checkpoint(epoch
					.number())), Precision.FLOAT16);
				Files.writeString(change.file(History.FILE), History.table(history).toCsv(), StandardCharsets.UTF_8);
				new TrainingFile(recipe.seed(), conditions, changes, pictures.classes(), preprocessing, history, session.state())
					.write(change.file(TrainingFile.NAME), network);
			});
			listener.accept(epoch);
		}

		/** Files of one epoch come into the folder together. */
		private void keep(final EpochFiles files) throws IOException {
			try (FolderChange change = FolderChange.begin(folder)) {
				files.write(change);
				change.commit();
			}
		}

		private static String checkpoint(final int epoch) {
			return ModelFolder.CHECKPOINTS + "/" + ModelFolder.checkpointName(epoch);
		}

		/** Deletes checkpoints of an earlier training run, which would otherwise be taken for those of this run. */
		private void forgetCheckpoints(final FolderChange change) throws IOException {
			if (!Files.isDirectory(folder.resolve(ModelFolder.CHECKPOINTS))) return;
			try (Stream<Path> files = Files.list(folder.resolve(ModelFolder.CHECKPOINTS))) {
				for (final Path file : files.filter(ModelFolder::isCheckpoint).toList())
					change.delete(ModelFolder.CHECKPOINTS + "/" + file.getFileName());
			}
		}
	}

	/** Writes the files of an epoch. */
	@FunctionalInterface
	private interface EpochFiles {

		void write(FolderChange change) throws IOException;
	}

	private static int[] shuffled(final int count, final Random random) {
		final int[] order = new int[count];
		for (int i = 0; i < count; i++) {
			final int j = random.nextInt(i + 1);
			order[i] = order[j];
			order[j] = i;
		}
		return order;
	}
}
