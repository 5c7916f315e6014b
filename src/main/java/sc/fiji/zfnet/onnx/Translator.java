package sc.fiji.zfnet.onnx;

import java.io.IOException;

/** Turns a node with a certain operator into layers of a draft, or into a value without any. */
@FunctionalInterface
interface Translator {

	/**
	 * The value of the node's first output.
	 *
	 * @param operation the node
	 * @param draft takes layers
	 * @throws IllegalArgumentException when the node asks for what the network cannot do; the message begins with what is
	 *           wrong, as the node is named by the caller
	 * @throws IOException when weights cannot be read
	 */
	Value translate(Operation operation, Draft draft) throws IOException;
}
