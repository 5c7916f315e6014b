package sc.fiji.zfnet.analysis.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Divides labelled pictures into disjoint folds that contain the same number of pictures of every class, to within one.
 * The training pictures of a fold are drawn from the other folds. Those for a smaller number per class are a subset of
 * those for a larger number, and those of different folds differ as much as possible.
 */
public final class StratifiedFolds {

	private final int folds;
	private final List<List<Integer>> byClass = new ArrayList<>();

	/**
	 * @param labels the class of each picture
	 * @param classes names of the classes
	 * @param folds number of folds; 1 if there are separate test pictures
	 * @param seed the same seed gives the same folds
	 * @throws IllegalArgumentException if there is no fold, or a class has fewer pictures than there are folds
	 */
	public StratifiedFolds(final List<Integer> labels, final List<String> classes, final int folds, final long seed) {
		if (folds < 1) throw new IllegalArgumentException("The number of folds is " + folds + "; 1 or more is accepted");
		this.folds = folds;
		final Random random = new Random(seed);
		for (int c = 0; c < classes.size(); c++) {
			final List<Integer> pictures = new ArrayList<>();
			for (int i = 0; i < labels.size(); i++)
				if (labels.get(i) == c) pictures.add(i);
			if (pictures.size() < folds) throw new IllegalArgumentException("Class '" + classes.get(c) + "' has " + pictures
				.size() + " readable pictures; at least one for each of the " + folds + " folds is required");
			Collections.shuffle(pictures, random);
			byClass.add(pictures);
		}
	}

	/** Number of folds. */
	public int count() {
		return folds;
	}

	/** Indices of the pictures of a fold, grouped by class. */
	public int[] heldOut(final int fold) {
		return byClass.stream().flatMap(pictures -> pictures.subList(start(pictures, fold), start(pictures, fold + 1)).stream())
			.mapToInt(Integer::intValue).toArray();
	}

	/**
	 * Indices of pictures outside a fold, grouped by class.
	 *
	 * @param perClass number per class
	 * @throws IllegalArgumentException if a class has too few
	 */
	public int[] training(final int fold, final int perClass) {
		if (perClass > most(false)) throw new IllegalArgumentException("There are not " + perClass +
			" pictures of every class outside a fold; up to " + most(false) + " are accepted");
		return drawn(fold, perClass);
	}

	/**
	 * Indices of training pictures, grouped by class, for a test on separate pictures: those of the fold itself are used
	 * last.
	 *
	 * @param perClass number per class
	 * @throws IllegalArgumentException if a class has too few
	 */
	public int[] drawn(final int fold, final int perClass) {
		if (perClass > most(true)) throw new IllegalArgumentException("There are not " + perClass +
			" pictures of every class; up to " + most(true) + " are accepted");
		final int[] drawn = new int[perClass * byClass.size()];
		for (int c = 0; c < byClass.size(); c++)
			for (int i = 0; i < perClass; i++)
				drawn[c * perClass + i] = byClass.get(c).get((start(byClass.get(c), fold + 1) + i) % byClass.get(c).size());
		return drawn;
	}

	/**
	 * Largest number of pictures per class available in every fold.
	 *
	 * @param withHeldOut whether to include the pictures of the fold itself
	 */
	public int most(final boolean withHeldOut) {
		return byClass.stream().mapToInt(pictures -> withHeldOut ? pictures.size() : pictures.size() - (pictures.size() +
			folds - 1) / folds).min().orElse(0);
	}

	private int start(final List<Integer> pictures, final int fold) {
		return (int) ((long) fold * pictures.size() / folds);
	}
}
