package sc.fiji.zfnet.command;

import java.io.IOException;
import java.util.List;

import ij.IJ;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.transfer.StratifiedFolds;
import sc.fiji.zfnet.picture.PictureFolder;

/** Looks whether pictures are enough for what is to be done with them, before the long work begins. */
final class TransferPictures {

	private TransferPictures() {}

	/**
	 * The pictures of a folder with their classes.
	 *
	 * @throws IOException when a picture is in no subfolder, or there are fewer than two classes
	 */
	static LabelledFiles training(final PictureFolder folder) throws IOException {
		final LabelledFiles pictures = LabelledFiles.of(folder);
		if (pictures.classes().size() < 2) throw new IOException("Folder '" + folder.folder() +
			"' has pictures of one class, '" + pictures.classes().get(0) +
			"'; a subfolder a class, and two or more of them, is accepted");
		return pictures;
	}

	/**
	 * Refuses a number of folds that cannot be had.
	 *
	 * @param validated whether there are other pictures to test on
	 * @throws IllegalArgumentException when there is but one fold and nothing to test on, or a class has fewer pictures than
	 *           there are folds
	 */
	static void check(final LabelledFiles pictures, final int folds, final boolean validated) {
		if (folds < 2 && !validated) throw new IllegalArgumentException("The number of folds is " + folds +
			"; 2 or more are accepted, or 1 with validation pictures");
		new StratifiedFolds(pictures.labels(), pictures.classes(), folds, 0);
	}

	/**
	 * The numbers of training pictures for which all classes have enough; the others are told in the log.
	 *
	 * @param counts what is asked for
	 * @param most what can be had
	 * @throws IllegalArgumentException when none can be had
	 */
	static List<Integer> possible(final String command, final List<Integer> counts, final int most) {
		final List<Integer> possible = counts.stream().filter(count -> count <= most).toList();
		if (possible.isEmpty()) throw new IllegalArgumentException("The value of 'perclass' is " + counts.get(0) +
			" at the least; the smallest class has " + most + " pictures to train on, and up to so many are accepted");
		if (possible.size() < counts.size()) IJ.log(command + " leaves out " + counts.stream().filter(count -> count > most)
			.toList() + " training pictures a class, as the smallest class has " + most);
		return possible;
	}
}
