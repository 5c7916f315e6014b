package sc.fiji.zfnet.onnx;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.AttributeProto.AttributeType;

/** Attributes of ONNX nodes that are written. */
final class Attributes {

	private Attributes() {}

	static AttributeProto integer(final String name, final long value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
	}

	static AttributeProto number(final String name, final double value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF((float) value).build();
	}

	static AttributeProto integers(final String name, final long... values) {
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
		for (final long value : values)
			attribute.addInts(value);
		return attribute.build();
	}

	/** Size, stride and padding of a window. */
	static List<AttributeProto> window(final Window window) {
		final Padding padding = window.padding();
		return List.of(integers("kernel_shape", window.height(), window.width()), integers("strides", window.strideY(), window
			.strideX()), integers("pads", padding.top(), padding.left(), padding.bottom(), padding.right()));
	}

	/** A list with more at its end. */
	@SafeVarargs
	static <T> List<T> with(final List<T> list, final T... more) {
		final List<T> all = new ArrayList<>(list);
		all.addAll(List.of(more));
		return all;
	}
}
