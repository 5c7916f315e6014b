package sc.fiji.zfnet.analysis.evaluation;

import java.nio.file.Path;

/**
 * A misclassified picture.
 *
 * @param file the picture
 * @param trueClass its true class
 * @param predictedClass the predicted class
 * @param probability probability of the predicted class
 * @param trueProbability probability of the true class
 */
public record Mistake(Path file, String trueClass, String predictedClass, float probability, float trueProbability) {}
