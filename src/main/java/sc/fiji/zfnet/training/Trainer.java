package sc.fiji.zfnet.training;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import sc.fiji.zfnet.files.WholeFiles;
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
import sc.fiji.zfnet.tensorflow.Outcome;
import sc.fiji.zfnet.tensorflow.TrainingOptions;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/**
 * Trains a network on folders of pictures. Its own folder holds, after every epoch, {@code history.csv}, the checkpoints
 * and all that is needed to go on after an interruption, be it a loss of power: with one thread the weights are then those
 * of a training that was never interrupted. (TensorFlow takes the number of threads from the first session of a process.)
 *
 * <pre>
 * LabelledPictures pictures = LabelledPictures.read(folder, network.inputShape(), LabelledPictures.USUAL_LIMIT, progress);
 * TrainingResult result = new Trainer(network, Recipe.PAPER, EngineOptions.DEFAULT).train(pictures, null, work, false,
 *   progress, epoch -&gt; {});
 * </pre>
 */
public final class Trainer {

	private final Network network;
	private final Recipe recipe;
	private final EngineOptions engine;
	private final int threads;

	/**
	 * @param network what to train; its dropout layers take the recipe's rate
	 * @param recipe how
	 * @param engine how to compute
	 */
	public Trainer(final Network network, final Recipe recipe, final EngineOptions engine) {
		this.network = NetworkChanges.withDropout(network, recipe.dropout());
		this.recipe = recipe;
		this.engine = engine;
		threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
	}

	/**
	 * Trains.
	 *
	 * @param pictures training pictures
	 * @param validation validation pictures of the same classes; null for none
	 * @param folder takes checkpoints, history and the state; made when missing. What an earlier training left there is
	 *          replaced when the first epoch is complete
	 * @param resume whether a training that was interrupted in that folder goes on
	 * @param progress learns how far it is; if cancelled, training ends after the batch
	 * @param listener learns of every complete epoch, those before an interruption included
	 * @throws IOException when a picture cannot be read, a file cannot be written, or there is nothing to resume
	 * @throws IllegalArgumentException when the network has another number of classes than the pictures
	 * @throws DivergenceException when the loss is not finite any more
	 */
	public TrainingResult train(final LabelledPictures pictures, final LabelledPictures validation, final Path folder,
		final boolean resume, final Progress progress, final Consumer<Epoch> listener) throws IOException
	{
		if (network.classes() != pictures.classes().size()) throw new IllegalArgumentException("The network has " + network
			.classes() + " classes; the training pictures have " + pictures.classes().size());
		final TrainingFile before = resume ? resumed(folder, pictures) : null;
		final boolean folderIsNew = !Files.exists(folder);
		final Path checkpoints = folder.resolve(ModelFolder.CHECKPOINTS);
		final boolean checkpointsAreNew = !Files.exists(checkpoints);
		Files.createDirectories(checkpoints);
		try {
			return train(pictures, validation, folder, before, progress, listener);
		}
		finally {
			// Of a training that came to nothing not even folders are left.
			if (!isBegun(folder)) {
				if (checkpointsAreNew) deleteIfEmpty(checkpoints);
				if (folderIsNew) deleteIfEmpty(folder);
			}
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
		final TrainingFile before, final Progress progress, final Consumer<Epoch> listener) throws IOException
	{
		final Preprocessing preprocessing = before == null ? ColourStatistics.of(pictures) : before.preprocessing();
		try (TrainingSession session = new TrainingSession(InitialWeights.of(network, recipe.seed()), options(), engine)) {
			if (before != null) session.restore(before.state());
			final Run run = new Run(session, pictures, validation, preprocessing, folder, progress, listener);
			if (before != null) run.take(before.history());
			return run.train();
		}
	}

	/**
	 * How a trained network does on pictures as they are: their centres, without dropout.
	 *
	 * @param result what this trainer gave
	 * @param pictures pictures of the same classes
	 * @param progress if cancelled, the outcome is that of the pictures so far
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

	/** Whether a folder holds a training that can be resumed. */
	public static boolean isBegun(final Path folder) {
		return Files.isRegularFile(folder.resolve(TrainingFile.NAME));
	}

	/**
	 * Deletes what is needed to resume a training; history and checkpoints stay.
	 *
	 * @throws IOException when it cannot be deleted
	 */
	public static void forgetState(final Path folder) throws IOException {
		Files.deleteIfExists(folder.resolve(TrainingFile.NAME));
	}

	private TrainingOptions options() {
		return new TrainingOptions(recipe.momentum(), recipe.decay(), recipe.clip(), recipe.seed());
	}

	/**
	 * Removes checkpoints that an earlier training left there, which would else be taken for this one's.
	 *
	 * @param own the one that is this training's; null for none
	 */
	private static void forgetCheckpoints(final Path folder, final Path own) throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve(ModelFolder.CHECKPOINTS))) {
			for (final Path file : files.filter(path -> ModelFolder.isCheckpoint(path) && !path.equals(own)).toList())
				Files.delete(file);
		}
	}

	private TrainingFile resumed(final Path folder, final LabelledPictures pictures) throws IOException {
		final TrainingFile file = TrainingFile.read(folder, network);
		if (!file.classes().equals(pictures.classes())) throw new IOException(
			"The interrupted training has other classes than the pictures: " + String.join(", ", file.classes()));
		if (file.seed() != recipe.seed()) throw new IllegalArgumentException("The seed is " + recipe.seed() +
			"; the interrupted training was begun with " + file.seed() + ", which alone is accepted");
		if (file.history().size() > recipe.epochs()) throw new IllegalArgumentException("The number of epochs is " + recipe
			.epochs() + "; the interrupted training has " + file.history().size() + " already, and as many or more are accepted");
		return file;
	}

	/** One training, from where it begins or resumes to its end. */
	private final class Run {

		private final TrainingSession session;
		private final LabelledPictures pictures;
		private final LabelledPictures validation;
		private final Preprocessing preprocessing;
		private final Cropping cropping;
		private final Path folder;
		private final Progress progress;
		private final Consumer<Epoch> listener;
		private final List<Epoch> history = new ArrayList<>();
		private final float[] importance;
		private final int steps;
		private long graphNanos;
		private long nanos;
		private long seen;

		Run(final TrainingSession session, final LabelledPictures pictures, final LabelledPictures validation,
			final Preprocessing preprocessing, final Path folder, final Progress progress, final Consumer<Epoch> listener)
		{
			this.session = session;
			this.pictures = pictures;
			this.validation = validation;
			this.preprocessing = preprocessing;
			this.folder = folder;
			this.progress = progress;
			this.listener = listener;
			cropping = new Cropping(network.inputShape(), preprocessing);
			importance = importance();
			steps = (pictures.size() + recipe.batch() - 1) / recipe.batch();
		}

		/** By class; its mean over the pictures is 1. */
		private float[] importance() {
			final int[] counts = pictures.counts();
			final float[] weights = new float[counts.length];
			for (int c = 0; c < counts.length; c++)
				weights[c] = recipe.balanced() ? (float) pictures.size() / (counts.length * (float) counts[c]) : 1;
			return weights;
		}

		void take(final List<Epoch> epochs) {
			history.addAll(epochs);
			epochs.forEach(listener);
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
			if (!cancelled) OnnxWriter.write(last, checkpoint(history.size()), Precision.FLOAT16);
			return new TrainingResult(last, preprocessing, pictures.classes(), List.copyOf(history), cancelled,
				nanos / 1e9, seen, nanos == 0 ? 1 : (double) graphNanos / nanos);
		}

		/** One pass over all pictures, in an order of its own. */
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
			// A cancelled epoch counts once it is trained, so validation is never cut short.
			final Outcome outcome = evaluation.run(Progress.NONE);
			graphNanos += evaluation.graphNanos();
			seen += outcome.pictures();
			return outcome;
		}

		/** Validates, and writes down all that is known now. */
		private void end(final long begun, final Outcome trained) throws IOException {
			final Outcome validated = validation == null ? null : validate();
			final double seconds = (System.nanoTime() - begun) / 1e9;
			final Epoch epoch = new Epoch(history.size() + 1, seconds, recipe.rate(history, 1), trained.meanLoss(), trained
				.top1Accuracy(), validated == null ? Double.NaN : validated.meanLoss(), validated == null ? Double.NaN : validated
					.top1Accuracy(), validated == null ? Double.NaN : validated.top5Accuracy());
			history.add(epoch);
			final boolean kept = recipe.checkpoints().contains(epoch.number());
			if (kept) OnnxWriter.write(session.trained(), checkpoint(epoch.number()), Precision.FLOAT16);
			WholeFiles.in(folder).writeCsv(History.FILE, History.table(history));
			// Only now: a training that ends before its first epoch is over leaves an earlier one as it was.
			if (epoch.number() == 1) forgetCheckpoints(folder, kept ? checkpoint(1) : null);
			new TrainingFile(recipe.seed(), pictures.classes(), preprocessing, history, session.state()).write(folder, network);
			listener.accept(epoch);
		}

		private Path checkpoint(final int epoch) {
			return folder.resolve(ModelFolder.CHECKPOINTS).resolve(ModelFolder.checkpointName(epoch));
		}
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
