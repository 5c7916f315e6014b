package sc.fiji.zfnet.analysis.evaluation;


import sc.fiji.zfnet.picture.PictureSource;

/**
 * A picture that was taken for something else.
 *
 * @param picture the picture
 * @param trueClass its class
 * @param predictedClass the class that was ranked first
 * @param probability probability of that
 * @param trueProbability probability of its own class
 */
public record Mistake(PictureSource picture, String trueClass, String predictedClass, float probability, float trueProbability) {}
