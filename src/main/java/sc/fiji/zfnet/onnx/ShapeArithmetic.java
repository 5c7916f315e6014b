package sc.fiji.zfnet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What exporters compute with shapes: Gather, Concat and Slice of constants; and constants turned around. */
final class ShapeArithmetic {

	private ShapeArithmetic() {}

	/** Elements of a list, or neighbouring channels of an activation. */
	static Value gather(final Operation operation, final Draft draft) {
		final Constant indices = operation.constant(1);
		if (!(operation.input(0) instanceof Constant constant)) throw new IllegalArgumentException(
			"its first input depends on the picture; a constant is accepted");
		if (constant.rank() != 1) throw new IllegalArgumentException("its first input has " + constant.rank() +
			" axes; a list is accepted");
		final long[] all = constant.longs();
		final long[] chosen = LongStream.of(indices.longs()).map(i -> all[checked(i, all.length)]).toArray();
		return Constant.ofIntegers(indices.dimensions(), chosen);
	}

	private static int checked(final long index, final int size) {
		if (index < -size || index >= size) throw new IllegalArgumentException("index " + index + " is out of range; the list " +
			"has " + size + " numbers");
		return (int) (index < 0 ? index + size : index);
	}

	static Constant concat(final Operation operation) {
		final List<Long> all = new ArrayList<>();
		for (int i = 0; i < operation.inputs(); i++) {
			if (operation.constant(i).rank() > 1) throw new IllegalArgumentException("its constants have several axes; lists are " +
				"accepted");
			for (final long value : operation.constant(i).longs())
				all.add(value);
		}
		return Constant.ofIntegers(new int[] { all.size() }, all.stream().mapToLong(Long::longValue).toArray());
	}

	static Constant slice(final Constant constant, final long[] starts, final long[] ends) {
		if (constant.rank() != 1 || starts.length != 1) throw new IllegalArgumentException(
			"its constant has several axes; a list is accepted");
		final int size = constant.size();
		final int first = (int) Math.max(0, starts[0] < 0 ? starts[0] + size : Math.min(starts[0], size));
		final int end = (int) Math.max(first, Math.min(size, ends[0] < 0 ? ends[0] + size : ends[0]));
		return Constant.ofIntegers(new int[] { end - first }, Arrays.copyOfRange(constant.longs(), first, end));
	}

	/** A constant with its axes in another order; all reversed where none is given. */
	static Constant transposed(final Constant constant, final List<Integer> order) {
		final int[] old = constant.dimensions();
		final int rank = old.length;
		if (!order.isEmpty() && !order.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList()))
			throw new IllegalArgumentException("perm is " + order + "; each of the " + rank + " axes once is accepted");
		final int[] axes = new int[rank];
		final int[] sides = new int[rank];
		for (int i = 0; i < rank; i++) {
			axes[i] = order.isEmpty() ? rank - 1 - i : order.get(i);
			sides[i] = old[axes[i]];
		}
		final float[] from = constant.values();
		final float[] to = new float[from.length];
		final int[] position = new int[rank];
		for (int i = 0; i < to.length; i++) {
			int rest = i;
			for (int axis = rank - 1; axis >= 0; axis--) {
				position[axes[axis]] = rest % sides[axis];
				rest /= sides[axis];
			}
			int index = 0;
			for (int axis = 0; axis < rank; axis++)
				index = index * old[axis] + position[axis];
			to[i] = from[index];
		}
		return Constant.ofFloats(sides, to);
	}
}
