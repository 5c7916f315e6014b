package sc.fiji.zfnet.network;

/**
 * min(max(alpha · x + beta, 0), 1).
 *
 * @param alpha slope
 * @param beta value at 0
 */
public record HardSigmoid(double alpha, double beta) implements PointLayer {}
