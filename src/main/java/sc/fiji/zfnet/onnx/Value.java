package sc.fiji.zfnet.onnx;

/** What stands under a tensor's name: a constant, or something computed from the picture. */
sealed interface Value permits Constant, Activation {}
