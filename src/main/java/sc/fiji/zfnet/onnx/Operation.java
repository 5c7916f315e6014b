package sc.fiji.zfnet.onnx;

import java.io.IOException;
import java.util.List;

import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.AttributeProto.AttributeType;
import sc.fiji.zfnet.onnx.proto.NodeProto;

/** A node of an ONNX graph: its inputs and attributes, checked when they are read. */
final class Operation {

	/** Greatest size, stride, padding or dilation accepted, so that products of them stay within integers. */
	private static final int LARGEST = 1 << 14;

	private final NodeProto node;
	private final List<Value> inputs;
	private final int opset;
	private final TensorReader tensors;

	/**
	 * @param node the node
	 * @param inputs values of its inputs; null where one is left out
	 * @param opset version of the operator set
	 * @param tensors reads constants among the attributes
	 */
	Operation(final NodeProto node, final List<Value> inputs, final int opset, final TensorReader tensors) {
		this.node = node;
		this.inputs = inputs;
		this.opset = opset;
		this.tensors = tensors;
	}

	/** The node's name, or that of its first output where it has none. */
	static String nameOf(final NodeProto node) {
		if (!node.getName().isEmpty()) return node.getName();
		return node.getOutputCount() > 0 ? node.getOutput(0) : "";
	}

	String operator() {
		return node.getOpType();
	}

	/** Version of the operator set. */
	int opset() {
		return opset;
	}

	/** Number of inputs, those left out included. */
	int inputs() {
		return inputs.size();
	}

	/** Number of outputs. */
	int outputs() {
		return node.getOutputCount();
	}

	/** Whether an input is given. */
	boolean has(final int index) {
		return index < inputs.size() && inputs.get(index) != null;
	}

	/**
	 * An input.
	 *
	 * @throws IllegalArgumentException when it is left out
	 */
	Value input(final int index) {
		if (!has(index)) throw new IllegalArgumentException("input " + index + " is missing");
		return inputs.get(index);
	}

	/**
	 * An input that is computed from the picture.
	 *
	 * @throws IllegalArgumentException when it is missing or constant
	 */
	Activation activation(final int index) {
		return maybePadded(index);
	}

	/** An input that is computed from the picture and may have been padded. */
	Activation maybePadded(final int index) {
		if (input(index) instanceof Activation activation) return activation;
		if (input(index) instanceof Grouped) throw new IllegalArgumentException("input " + index +
			" has five axes; those of a channel shuffle alone are accepted");
		if (input(index) instanceof GroupRows) throw new IllegalArgumentException("input " + index +
			" has three axes; those of a group normalisation alone are accepted");
		throw new IllegalArgumentException("input " + index + " is constant; one that depends on the picture is accepted");
	}

	/**
	 * An input of four sides: pictures, channels, rows, columns.
	 *
	 * @throws IllegalArgumentException when it has another number of sides
	 */
	Activation maps(final int index) {
		return requireMaps(activation(index));
	}

	Activation requireMaps(final Activation activation) {
		if (activation.channelsLast() && activation.shape().positions() > 1) throw new IllegalArgumentException(
			"its input has the channels last; the order pictures, channels, rows, columns is accepted");
		if (activation.rank() != 4) throw new IllegalArgumentException("its input has " + activation.rank() +
			" axes; 4 are accepted (pictures, channels, rows, columns)");
		return activation;
	}

	/**
	 * An input of known values.
	 *
	 * @throws IllegalArgumentException when it is missing or depends on the picture
	 */
	Constant constant(final int index) {
		if (input(index) instanceof Constant constant) return constant;
		throw new IllegalArgumentException("input " + index + " depends on the picture; a constant is accepted");
	}

	/** A single number among the inputs, or another one where it is left out. */
	float number(final int index, final float otherwise) {
		if (!has(index)) return otherwise;
		final Constant constant = constant(index);
		if (constant.size() != 1) throw new IllegalArgumentException("input " + index + " has " + constant.size() +
			" values; one is accepted");
		return constant.values()[0];
	}

	/**
	 * Integers that stand among the inputs from an operator set on and among the attributes before.
	 *
	 * @return null where they are left out
	 */
	long[] integers(final String name, final int index, final int sinceOpset) {
		if (opset < sinceOpset) return has(name) ? integers(name) : null;
		if (!has(index)) return null;
		final Constant constant = constant(index);
		if (constant.rank() > 1) throw new IllegalArgumentException(name + " has " + constant.rank() +
			" axes; a list is accepted");
		return constant.longs();
	}

	/** Whether there is an attribute. */
	boolean has(final String name) {
		return find(name) != null;
	}

	long integer(final String name, final long otherwise) {
		final AttributeProto found = find(name, AttributeType.INT);
		return found == null ? otherwise : found.getI();
	}

	float number(final String name, final float otherwise) {
		final AttributeProto found = find(name, AttributeType.FLOAT);
		return found == null ? otherwise : found.getF();
	}

	String text(final String name, final String otherwise) {
		final AttributeProto found = find(name, AttributeType.STRING);
		return found == null ? otherwise : found.getS().toStringUtf8();
	}

	/** Integers of an attribute; none where it is left out. */
	long[] integers(final String name) {
		final AttributeProto found = find(name, AttributeType.INTS);
		return found == null ? new long[0] : found.getIntsList().stream().mapToLong(Long::longValue).toArray();
	}

	/** Floating point numbers of an attribute; none where it is left out. */
	float[] numbers(final String name) {
		final AttributeProto found = find(name, AttributeType.FLOATS);
		final float[] numbers = new float[found == null ? 0 : found.getFloatsCount()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = found.getFloats(i);
		return numbers;
	}

	/** A constant among the attributes; null where it is left out. */
	Constant tensor(final String name) throws IOException {
		final AttributeProto found = find(name, AttributeType.TENSOR);
		return found == null ? null : tensors.read(found.getT());
	}

	/**
	 * Sizes of a window: as many as there should be, each small enough.
	 *
	 * @param otherwise what holds where the attribute is left out
	 */
	int[] sizes(final String name, final int... otherwise) {
		final long[] found = integers(name);
		if (found.length == 0) return otherwise;
		if (found.length != otherwise.length) throw new IllegalArgumentException(name + " has " + found.length +
			" numbers; " + otherwise.length + " are accepted (two axes)");
		return sizes(name, found);
	}

	static int[] sizes(final String name, final long[] found) {
		final int[] sizes = new int[found.length];
		for (int i = 0; i < sizes.length; i++) {
			if (found[i] < 0 || found[i] > LARGEST) throw new IllegalArgumentException(name + " has " + found[i] +
				"; 0 to " + LARGEST + " is accepted");
			sizes[i] = (int) found[i];
		}
		return sizes;
	}

	private AttributeProto find(final String name) {
		for (final AttributeProto attribute : node.getAttributeList())
			if (attribute.getName().equals(name)) return attribute;
		return null;
	}

	private AttributeProto find(final String name, final AttributeType type) {
		final AttributeProto found = find(name);
		// Old files leave the type out.
		if (found != null && found.hasType() && found.getType() != type) throw new IllegalArgumentException(name +
			" is of type " + found.getType() + "; " + type + " is accepted");
		return found;
	}
}
