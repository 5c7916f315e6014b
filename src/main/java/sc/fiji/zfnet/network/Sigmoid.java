package sc.fiji.zfnet.network;

/** 1 / (1 + exp(−x)). */
public record Sigmoid() implements PointLayer {}
