package sc.fiji.zfnet.onnx;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;

/** Constants, and operators that leave the values as they are. */
final class ConstantOperators {

	private static final Set<DataType> FLOATING = EnumSet.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16,
		DataType.BFLOAT16);
	private static final Set<DataType> WHOLE = EnumSet.of(DataType.INT32, DataType.INT64);

	private ConstantOperators() {}

	/** Whether numbers of a type can be activations. */
	static boolean isFloating(final int type) {
		final DataType known = DataType.forNumber(type);
		return known != null && FLOATING.contains(known);
	}

	static Value identity(final Operation operation, final Draft draft) {
		return operation.input(0);
	}

	/** Layers are computed in one type of numbers, so that casts between floating point types do nothing. */
	static Value cast(final Operation operation, final Draft draft) {
		final long to = operation.integer("to", 0);
		final DataType type = to == (int) to ? DataType.forNumber((int) to) : null;
		if (type != null && FLOATING.contains(type)) {
			if (operation.input(0) instanceof Constant constant && constant.integers() != null) return Constant.ofFloats(
				constant.dimensions(), constant.values());
			return operation.input(0);
		}
		if (type != null && WHOLE.contains(type) && operation.input(0) instanceof Constant constant) return Constant
			.ofIntegers(constant.dimensions(), constant.longs());
		throw new IllegalArgumentException("to is " + (type == null ? to : type) +
			"; FLOAT, DOUBLE, FLOAT16 and BFLOAT16 are accepted");
	}

	static Value constant(final Operation operation, final Draft draft) throws IOException {
		if (operation.has("value")) return operation.tensor("value");
		if (operation.has("value_float")) return Constant.ofFloats(new int[0], operation.number("value_float", 0));
		if (operation.has("value_int")) return Constant.ofIntegers(new int[0], operation.integer("value_int", 0));
		if (operation.has("value_floats")) {
			final float[] values = operation.numbers("value_floats");
			return Constant.ofFloats(new int[] { values.length }, values);
		}
		if (operation.has("value_ints")) {
			final long[] values = operation.integers("value_ints");
			return Constant.ofIntegers(new int[] { values.length }, values);
		}
		throw new IllegalArgumentException("it has no value of numbers");
	}

	static Value constantOfShape(final Operation operation, final Draft draft) throws IOException {
		final Constant shape = operation.constant(0);
		if (shape.rank() != 1 || shape.size() > 4) throw new IllegalArgumentException("the shape has " + shape.size() +
			" numbers; a list of up to 4 is accepted");
		final Constant value = operation.tensor("value");
		if (value != null && value.size() != 1) throw new IllegalArgumentException("value has " + value.size() +
			" numbers; one is accepted");
		final int[] dimensions = Constant.dimensions("the constant", shape.longs());
		return Constant.filled(dimensions, value == null ? 0 : value.values()[0]);
	}
}
