package sc.fiji.zfnet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import sc.fiji.zfnet.files.FileLock;
import sc.fiji.zfnet.files.FolderChange;
import sc.fiji.zfnet.files.Folders;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.onnx.WeightFormat;

/**
 * The folder of a training run: its history, its checkpoints and the state from which it can be resumed. The files of an
 * epoch appear in it together. Only one training run at a time may use a folder.
 */
final class TrainingFolder implements AutoCloseable {

	/** Is there while a training run uses the folder. */
	private static final String LOCK = ".training.lock";

	private final Path folder;
	private final boolean isNew;
	private final FileLock lock;

	private TrainingFolder(final Path folder, final boolean isNew, final FileLock lock) {
		this.folder = folder;
		this.isNew = isNew;
		this.lock = lock;
	}

	/**
	 * Reserves a folder, which is created if missing, and completes or removes what an interrupted process left in it.
	 *
	 * @throws IOException if the folder cannot be written to, or another training run uses it
	 */
	static TrainingFolder open(final Path folder) throws IOException {
		final boolean isNew = !Files.exists(folder);
		Files.createDirectories(folder);
		try {
			final TrainingFolder opened = new TrainingFolder(folder, isNew, FileLock.take(folder.resolve(LOCK), Duration.ZERO,
				"Another training run is using '" + folder +
					"'; a different folder is accepted, or this one once that run has ended"));
			try {
				FolderChange.recover(folder);
				return opened;
			}
			catch (final IOException exc) {
				opened.close();
				throw exc;
			}
		}
		catch (final IOException exc) {
			if (isNew) Folders.deleteIfEmpty(folder);
			throw exc;
		}
	}

	/** Reads the state from which the training run can be resumed. */
	TrainingFile state(final Network network) throws IOException {
		return TrainingFile.read(folder, network);
	}

	/** Adds a complete epoch. If it is the first one, the files of an earlier training run are removed. */
	void addEpoch(final TrainingFile state, final Network network, final boolean isCheckpoint) throws IOException {
		final int epoch = state.history().size();
		try (FolderChange change = FolderChange.begin(folder)) {
			if (epoch == 1) deleteCheckpoints(change);
			if (isCheckpoint) writeCheckpoint(change, epoch, new TrainedNetwork(network, state.state().weights()));
			Files.writeString(change.file(History.FILE), History.table(state.history()).toCsv(), StandardCharsets.UTF_8);
			state.write(change.file(TrainingFile.NAME), network);
			change.commit();
		}
	}

	/** Adds the checkpoint of an epoch. */
	void addCheckpoint(final int epoch, final TrainedNetwork trained) throws IOException {
		try (FolderChange change = FolderChange.begin(folder)) {
			writeCheckpoint(change, epoch, trained);
			change.commit();
		}
	}

	private static void writeCheckpoint(final FolderChange change, final int epoch, final TrainedNetwork trained)
		throws IOException
	{
		OnnxWriter.write(trained, change.file(ModelFolder.CHECKPOINTS + "/" + ModelFolder.checkpointName(epoch)),
			WeightFormat.FLOAT16);
	}

	/** Checkpoints of an earlier training run would otherwise be taken for those of this one. */
	private void deleteCheckpoints(final FolderChange change) throws IOException {
		final Path checkpoints = folder.resolve(ModelFolder.CHECKPOINTS);
		if (!Files.isDirectory(checkpoints)) return;
		try (Stream<Path> files = Files.list(checkpoints)) {
			for (final Path file : files.filter(ModelFolder::isCheckpoint).toList())
				change.delete(ModelFolder.CHECKPOINTS + "/" + file.getFileName());
		}
	}

	/** Releases the folder. A new one is deleted if no epoch was completed. */
	@Override
	public void close() throws IOException {
		lock.close();
		if (isNew) Folders.deleteIfEmpty(folder);
	}
}
