package sc.fiji.zfnet.analysis.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Divides labelled pictures into disjoint folds that share every class evenly, to within one picture. The training pictures
 * of a fold are drawn from the others: those for a smaller number a class are among those for a larger one, and those of
 * different folds differ as far as they can.
 */
public final class StratifiedFolds {

	private final int folds;
	private final List<List<Integer>> byClass = new ArrayList<>();

	/**
	 * @param labels the class of each picture
	 * @param classes names of the classes
	 * @param folds how many; 1 where other pictures are tested on
	 * @param seed the same seed gives the same folds
	 * @throws IllegalArgumentException when there is no fold, or a class has fewer pictures than there are folds
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
				.size() + " pictures that can be read; at least one for each of the " + folds + " folds is accepted");
			Collections.shuffle(pictures, random);
			byClass.add(pictures);
		}
	}

	/** Number of folds. */
	public int count() {
		return folds;
	}

	/** Indices of the pictures of a fold, class by class. */
	public int[] heldOut(final int fold) {
		return byClass.stream().flatMap(pictures -> pictures.subList(start(pictures, fold), start(pictures, fold + 1)).stream())
			.mapToInt(Integer::intValue).toArray();
	}

	/**
	 * Indices of pictures outside a fold, class by class.
	 *
	 * @param perClass how many of each class
	 * @throws IllegalArgumentException when a class does not have as many
	 */
	public int[] training(final int fold, final int perClass) {
		if (perClass > most(false)) throw new IllegalArgumentException("There are not " + perClass +
			" pictures of every class outside of a fold; up to " + most(false) + " are accepted");
		return drawn(fold, perClass);
	}

	/**
	 * Indices of pictures, class by class, for a test on others than these: those of the fold itself come in last.
	 *
	 * @param perClass how many of each class
	 * @throws IllegalArgumentException when a class does not have as many
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
	 * How many pictures of every class can be had in every fold.
	 *
	 * @param withHeldOut whether those of the fold itself count, too
	 */
	public int most(final boolean withHeldOut) {
		return byClass.stream().mapToInt(pictures -> withHeldOut ? pictures.size() : pictures.size() - (pictures.size() +
			folds - 1) / folds).min().orElse(0);
	}

	private int start(final List<Integer> pictures, final int fold) {
		return (int) ((long) fold * pictures.size() / folds);
	}
}
