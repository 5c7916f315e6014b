package sc.fiji.zfnet.training;

import sc.fiji.zfnet.network.Batch;

/** Preprocessed pictures with their classes. */
final class LabelledBatch {

	private final Batch pictures;
	private final int[] labels;

	/**
	 * @param pictures the pictures
	 * @param labels the class of each picture
	 */
	LabelledBatch(final Batch pictures, final int[] labels) {
		this.pictures = pictures;
		this.labels = labels;
	}

	/** The pictures. */
	Batch pictures() {
		return pictures;
	}

	/** The class of each picture. */
	int[] labels() {
		return labels;
	}
}
