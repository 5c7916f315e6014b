package sc.fiji.zfnet.analysis.evaluation;


import sc.fiji.zfnet.picture.PictureSource;

/**
 * A misclassified picture.
 *
 * @param picture the picture
 * @param trueClass its true class
 * @param predictedClass the predicted class
 * @param probability probability of the predicted class
 * @param trueProbability probability of the true class
 */
public record Mistake(PictureSource picture, String trueClass, String predictedClass, float probability, float trueProbability) {}
