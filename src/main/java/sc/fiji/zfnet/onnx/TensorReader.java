package sc.fiji.zfnet.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

import sc.fiji.zfnet.onnx.proto.StringStringEntryProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataLocation;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;

/** Reads constant tensors: from raw bytes, from the typed fields, or from a file in the model's folder. */
final class TensorReader {

	private final Path folder;

	/**
	 * @param folder folder of the model's file
	 */
	TensorReader(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Reads a tensor.
	 *
	 * @throws IllegalArgumentException when its type is not supported or its values do not fill its shape
	 * @throws IOException when a file with its values cannot be read
	 */
	Constant read(final TensorProto tensor) throws IOException {
		final String what = "tensor '" + tensor.getName() + "'";
		if (tensor.hasSegment()) throw new IllegalArgumentException(what + " is stored in segments; a whole one is accepted");
		final int[] dimensions = Constant.dimensions(what, tensor.getDimsList().stream().mapToLong(Long::longValue).toArray());
		final int size = Constant.filled(dimensions, 0).size();
		final DataType type = DataType.forNumber(tensor.getDataType());
		final int width = width(type);
		if (width == 0) throw new IllegalArgumentException(what + " is of type " + (type == null ? tensor.getDataType()
			: type) + "; FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT32 and INT64 are accepted");
		if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
			try (External external = new External(what, tensor, (long) size * width)) {
				return decode(dimensions, type, size, external);
			}
		}
		if (!tensor.hasRawData()) return typed(what, tensor, dimensions, type, size);
		check(what, "bytes of values", tensor.getRawData().size(), (long) size * width);
		final ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
		return decode(dimensions, type, size, count -> bytes.slice(bytes.position(), bytes.remaining()));
	}

	private static int width(final DataType type) {
		if (type == null) return 0;
		return switch (type) {
			case FLOAT, INT32 -> 4;
			case DOUBLE, INT64 -> 8;
			case FLOAT16, BFLOAT16 -> 2;
			default -> 0;
		};
	}

	private static void check(final String what, final String unit, final long found, final long expected) {
		if (found != expected) throw new IllegalArgumentException(what + " has " + found + " " + unit +
			"; its shape and type need " + expected);
	}

	/** Gives the next bytes, a whole number of values; not more than asked for but where it has them all in memory. */
	private interface Bytes {

		ByteBuffer next(int atMost) throws IOException;
	}

	private static Constant decode(final int[] dimensions, final DataType type, final int size, final Bytes bytes)
		throws IOException
	{
		final boolean whole = type == DataType.INT32 || type == DataType.INT64;
		final float[] floats = whole ? null : new float[size];
		final long[] integers = whole ? new long[size] : null;
		int i = 0;
		while (i < size) {
			final ByteBuffer next = bytes.next(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
			while (next.hasRemaining() && i < size) {
				switch (type) {
					case FLOAT -> floats[i] = next.getFloat();
					case DOUBLE -> floats[i] = (float) next.getDouble();
					case FLOAT16 -> floats[i] = Half.toFloat(next.getShort());
					case BFLOAT16 -> floats[i] = Half.ofBrain(next.getShort());
					case INT32 -> integers[i] = next.getInt();
					default -> integers[i] = next.getLong();
				}
				i++;
			}
		}
		return new Constant(dimensions, floats, integers, 0);
	}

	private static Constant typed(final String what, final TensorProto tensor, final int[] dimensions,
		final DataType type, final int size)
	{
		final int found = switch (type) {
			case FLOAT -> tensor.getFloatDataCount();
			case DOUBLE -> tensor.getDoubleDataCount();
			case INT64 -> tensor.getInt64DataCount();
			default -> tensor.getInt32DataCount();
		};
		check(what, "values", found, size);
		if (type == DataType.INT64) return Constant.ofIntegers(dimensions, tensor.getInt64DataList().stream().mapToLong(
			Long::longValue).toArray());
		if (type == DataType.INT32) return Constant.ofIntegers(dimensions, tensor.getInt32DataList().stream().mapToLong(
			Integer::longValue).toArray());
		final float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = switch (type) {
				case FLOAT -> tensor.getFloatData(i);
				case DOUBLE -> (float) tensor.getDoubleData(i);
				case FLOAT16 -> Half.toFloat((short) tensor.getInt32Data(i));
				default -> Half.ofBrain((short) tensor.getInt32Data(i));
			};
		}
		return Constant.ofFloats(dimensions, values);
	}

	/** Values in a part of another file. */
	private final class External implements Bytes, AutoCloseable {

		private final FileChannel channel;
		private final long length;
		private long read;

		External(final String what, final TensorProto tensor, final long length) throws IOException {
			this.length = length;
			final Map<String, String> entries = new HashMap<>();
			for (final StringStringEntryProto entry : tensor.getExternalDataList())
				entries.put(entry.getKey(), entry.getValue());
			final Path file = locate(what, entries.get("location"));
			final long offset = number(what, "offset", entries.getOrDefault("offset", "0"));
			final long present = Files.size(file);
			final long stated = entries.containsKey("length") ? number(what, "length", entries.get("length")) : length;
			check(what, "bytes of values in '" + file.getFileName() + "'", stated, length);
			if (offset > present || length > present - offset) throw new IOException(what + " needs " + length +
				" bytes from byte " + offset + " of '" + file.getFileName() + "', which has " + present + " bytes");
			channel = FileChannel.open(file, StandardOpenOption.READ);
			channel.position(offset);
		}

		private Path locate(final String what, final String location) throws IOException {
			if (location == null || location.isEmpty()) throw new IllegalArgumentException(what +
				" is stored in another file that is not named");
			try {
				final Path file = folder.resolve(location).normalize();
				if (!file.startsWith(folder)) throw new IllegalArgumentException(what + " is stored in '" + location +
					"', outside the model's folder; a file in that folder is accepted");
				if (!Files.isRegularFile(file)) throw new IOException(what + " is stored in '" + location +
					"', which is not there beside the model");
				// A link could lead out of the folder too.
				if (!file.toRealPath().startsWith(folder.toRealPath())) throw new IllegalArgumentException(what +
					" is stored in '" + location + "', a link that leads outside the model's folder");
				return file;
			}
			catch (final InvalidPathException exc) {
				throw new IllegalArgumentException(what + " is stored in a file whose name is not valid here", exc);
			}
		}

		private static long number(final String what, final String key, final String text) {
			try {
				final long number = Long.parseLong(text.trim());
				if (number >= 0) return number;
			}
			catch (final NumberFormatException exc) {
				// Reported below, as a negative number is.
			}
			throw new IllegalArgumentException(what + " has the " + key + " '" + text +
				"' in its file; a number of bytes is accepted");
		}

		@Override
		public ByteBuffer next(final int atMost) throws IOException {
			final ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(atMost, length - read));
			while (bytes.hasRemaining())
				if (channel.read(bytes) < 0) throw new IOException("a file with values ends before its time");
			read += bytes.capacity();
			return bytes.flip();
		}

		@Override
		public void close() throws IOException {
			channel.close();
		}
	}
}
