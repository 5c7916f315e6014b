package sc.fiji.zfnet.analysis;

/**
 * A class with its probability.
 *
 * @param index index of the class
 * @param name name of the class
 * @param probability probability from 0 to 1
 */
public record ClassScore(int index, String name, float probability) {}
