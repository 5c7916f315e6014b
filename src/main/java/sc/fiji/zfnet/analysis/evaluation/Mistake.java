package sc.fiji.zfnet.analysis.evaluation;

import java.nio.file.Path;

/**
 * A picture that was taken for something else.
 *
 * @param file the picture
 * @param trueClass its class
 * @param predictedClass the class that was ranked first
 * @param probability probability of that
 * @param trueProbability probability of its own class
 */
public record Mistake(Path file, String trueClass, String predictedClass, float probability, float trueProbability) {}
