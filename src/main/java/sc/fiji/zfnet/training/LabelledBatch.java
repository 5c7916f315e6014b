package sc.fiji.zfnet.training;

import sc.fiji.zfnet.network.Batch;

/**
 * Preprocessed pictures with their classes.
 *
 * @param pictures the pictures
 * @param labels the class of each
 */
record LabelledBatch(Batch pictures, int[] labels) {}
