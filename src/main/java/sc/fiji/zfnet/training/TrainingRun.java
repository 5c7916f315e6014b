package sc.fiji.zfnet.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.Outcome;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/** A training run, from its beginning or resumption to its end or its cancellation. */
final class TrainingRun {

	private final TrainingSession session;
	private final Recipe recipe;
	private final TrainingFile start;
	private final LabelledPictures pictures;
	private final LabelledPictures validation;
	private final TrainingFolder folder;
	private final int threads;
	private final Cropping cropping;
	private final float[] importance;
	private final List<Epoch> history;
	private long graphNanos;
	private long nanos;
	private long seen;

	/**
	 * @param session session of the network, with the weights to begin with
	 * @param recipe the training recipe
	 * @param start the state to begin with; its history is empty unless the run is resumed
	 * @param pictures training pictures
	 * @param validation validation pictures; null for none
	 * @param folder receives history, checkpoints and state
	 * @param threads number of threads that prepare pictures
	 */
	TrainingRun(final TrainingSession session, final Recipe recipe, final TrainingFile start,
		final LabelledPictures pictures, final LabelledPictures validation, final TrainingFolder folder, final int threads)
	{
		this.session = session;
		this.recipe = recipe;
		this.start = start;
		this.pictures = pictures;
		this.validation = validation;
		this.folder = folder;
		this.threads = threads;
		cropping = new Cropping(session.network().inputShape(), start.preprocessing());
		importance = importance();
		history = new ArrayList<>(start.history());
	}

	/** Weight of each class; the mean over the pictures is 1. */
	private float[] importance() {
		final int[] counts = pictures.counts();
		final float[] weights = new float[counts.length];
		for (int c = 0; c < counts.length; c++)
			weights[c] = recipe.balanced() ? (float) pictures.size() / (counts.length * (float) counts[c]) : 1;
		return weights;
	}

	/**
	 * Trains the remaining epochs.
	 *
	 * @param progress receives the steps; if cancelled, training stops after the current batch
	 * @param listener receives every complete epoch, including those before an interruption
	 * @throws IOException when a picture cannot be read or a file cannot be written
	 */
	TrainingResult train(final Progress progress, final Consumer<Epoch> listener) throws IOException {
		history.forEach(listener);
		boolean cancelled = progress.isCancelled();
		while (!cancelled && history.size() < recipe.epochs()) {
			final long begun = System.nanoTime();
			final Outcome trained = pass(progress);
			cancelled = progress.isCancelled();
			if (!cancelled) listener.accept(complete(begun, trained));
			nanos += System.nanoTime() - begun;
		}
		final TrainedNetwork last = session.trained();
		if (!cancelled) folder.addCheckpoint(history.size(), last);
		return new TrainingResult(last, start.preprocessing(), start.classes(), List.copyOf(history), start.changes(),
			cancelled, nanos / 1e9, seen, nanos == 0 ? 1 : (double) graphNanos / nanos);
	}

	/** One pass over all pictures in random order. */
	private Outcome pass(final Progress progress) throws IOException {
		final int epoch = history.size() + 1;
		progress.message("Epoch " + epoch + " of " + recipe.epochs());
		final AugmentedBatches batches = new AugmentedBatches(pictures, cropping, recipe.batch(), recipe.seed(), epoch);
		final int steps = batches.count();
		Outcome sum = Outcome.NONE;
		try (BatchQueue queue = new BatchQueue(steps, threads, batches::batch)) {
			for (int step = 0; step < steps && !progress.isCancelled(); step++) {
				sum = sum.plus(step(queue.next(), recipe.rate(history, (step + 1.0) / steps)));
				progress.steps((long) history.size() * steps + step + 1, (long) recipe.epochs() * steps);
			}
		}
		seen += sum.pictures();
		return sum;
	}

	private Outcome step(final LabelledBatch batch, final double rate) {
		final float[] weights = new float[batch.labels().length];
		for (int i = 0; i < weights.length; i++)
			weights[i] = importance[batch.labels()[i]];
		final long begun = System.nanoTime();
		final Outcome outcome = session.step(batch.pictures(), batch.labels(), weights, rate);
		graphNanos += System.nanoTime() - begun;
		return outcome;
	}

	/** Validates after an epoch and saves it. */
	private Epoch complete(final long begun, final Outcome trained) throws IOException {
		final Outcome validated = validation == null ? null : validate();
		final double seconds = (System.nanoTime() - begun) / 1e9;
		final Epoch epoch = new Epoch(history.size() + 1, seconds, recipe.rate(history, 1), trained.meanLoss(), trained
			.top1Accuracy(), validated == null ? Double.NaN : validated.meanLoss(), validated == null ? Double.NaN : validated
				.top1Accuracy(), validated == null ? Double.NaN : validated.top5Accuracy());
		history.add(epoch);
		folder.addEpoch(start.after(history, session.state()), session.network(), recipe.checkpoints().contains(epoch.number()));
		return epoch;
	}

	private Outcome validate() throws IOException {
		final CentreEvaluation evaluation = new CentreEvaluation(session, cropping, validation, threads);
		// If the user cancels after the training part of an epoch, the validation is still completed.
		final Outcome outcome = evaluation.run(Progress.NONE);
		graphNanos += evaluation.graphNanos();
		seen += outcome.pictures();
		return outcome;
	}
}
