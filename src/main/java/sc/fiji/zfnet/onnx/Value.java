package sc.fiji.zfnet.onnx;

/** What stands under a tensor's name: a constant, something computed from the picture, or several of them. */
sealed interface Value permits Constant, Activation, GroupRows, Grouped, Outputs {}
