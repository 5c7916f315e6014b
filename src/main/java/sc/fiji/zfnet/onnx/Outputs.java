package sc.fiji.zfnet.onnx;

import java.util.List;

/**
 * The values of a node with several outputs.
 *
 * @param values one for each output
 */
record Outputs(List<Value> values) implements Value {}
