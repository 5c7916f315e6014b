package sc.fiji.zfnet.command;

import java.io.IOException;
import java.util.List;

import ij.IJ;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.transfer.StratifiedFolds;
import sc.fiji.zfnet.picture.PictureFolder;

/** Checks that there are enough pictures before the long computation starts. */
final class TransferPictures {

	private TransferPictures() {}

	/**
	 * Lists the pictures of a folder with their classes.
	 *
	 * @throws IOException if a picture is in no subfolder, or there are fewer than two classes
	 */
	static LabelledFiles training(final PictureFolder folder) throws IOException {
		final LabelledFiles pictures = LabelledFiles.of(folder);
		if (pictures.classes().size() < 2) throw new IOException("Folder '" + folder.folder() +
			"' has pictures of one class, '" + pictures.classes().get(0) +
			"'; one subfolder per class, and two or more classes, are required");
		return pictures;
	}

	/**
	 * Refuses an impossible number of folds.
	 *
	 * @param validated whether there are separate test pictures
	 * @throws IllegalArgumentException if there is only one fold and no test pictures, or a class has fewer pictures than
	 *           there are folds
	 */
	static void check(final LabelledFiles pictures, final int folds, final boolean validated) {
		if (folds < 2 && !validated) throw new IllegalArgumentException("The number of folds is " + folds +
			"; 2 or more are accepted, or 1 with validation pictures");
		new StratifiedFolds(pictures.labels(), pictures.classes(), folds, 0);
	}

	/**
	 * Returns the numbers of training pictures that all classes can provide; the others are reported in the log.
	 *
	 * @param counts requested numbers per class
	 * @param most largest possible number per class
	 * @throws IllegalArgumentException if none is possible
	 */
	static List<Integer> possible(final String command, final List<Integer> counts, final int most) {
		final List<Integer> possible = counts.stream().filter(count -> count <= most).toList();
		if (possible.isEmpty()) throw new IllegalArgumentException("The smallest value of 'perclass' is " + counts.get(0) +
			"; the smallest class has " + most + " training pictures, and values up to this number are accepted");
		if (possible.size() < counts.size()) IJ.log(command + " leaves out " + counts.stream().filter(count -> count > most)
			.toList() + " training pictures per class, because the smallest class has " + most);
		return possible;
	}
}
