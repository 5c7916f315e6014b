package sc.fiji.zfnet.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;

/** Makes constant tensors with raw bytes. */
final class TensorWriter {

	private TensorWriter() {}

	/**
	 * A tensor of floating point numbers.
	 *
	 * @throws IllegalArgumentException when a number is beyond half precision and that is asked for
	 */
	static TensorProto floats(final String name, final WeightFormat format, final float[] values, final int... sides) {
		final boolean half = format == WeightFormat.FLOAT16;
		final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, half ? 2 : 4)).order(
			ByteOrder.LITTLE_ENDIAN);
		if (!half) bytes.asFloatBuffer().put(values);
		else for (final float value : values) {
			if (Math.abs(value) > Half.MAXIMUM) throw new IllegalArgumentException("'" + name + "' holds " + value +
				"; half precision accepts up to " + Half.MAXIMUM);
			bytes.putShort(Half.ofFloat(value));
		}
		return tensor(name, half ? DataType.FLOAT16 : DataType.FLOAT, bytes, sides);
	}

	/** A tensor of integers, such as a shape. */
	static TensorProto integers(final String name, final long... values) {
		final ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asLongBuffer().put(values);
		return tensor(name, DataType.INT64, bytes, values.length);
	}

	private static TensorProto tensor(final String name, final DataType type, final ByteBuffer bytes, final int... sides) {
		// The array is not used again, so that it need not be copied.
		final ByteString raw = UnsafeByteOperations.unsafeWrap(bytes.array());
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(
			raw);
		for (final int side : sides)
			tensor.addDims(side);
		return tensor.build();
	}
}
