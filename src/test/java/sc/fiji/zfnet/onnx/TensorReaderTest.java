package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.onnx.proto.StringStringEntryProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataLocation;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;

class TensorReaderTest {

	@TempDir
	Path folder;

	private static TensorProto.Builder tensor(final DataType type, final long... sides) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(type.getNumber());
		for (final long side : sides)
			tensor.addDims(side);
		return tensor;
	}

	private static ByteString raw(final int... bytes) {
		final byte[] raw = new byte[bytes.length];
		for (int i = 0; i < raw.length; i++)
			raw[i] = (byte) bytes[i];
		return ByteString.copyFrom(raw);
	}

	private Constant read(final TensorProto.Builder tensor) throws IOException {
		return new TensorReader(folder).read(tensor.build());
	}

	private void assertRefused(final TensorProto.Builder tensor, final String part) {
		final Exception exc = assertThrows(Exception.class, () -> read(tensor));
		assertTrue(exc instanceof IOException || exc instanceof IllegalArgumentException, exc.toString());
		assertTrue(exc.getMessage().contains(part), exc.getMessage());
	}

	@Test
	void everyTypeIsReadFromTypedFieldsAndFromRawBytes() throws IOException {
		final float[] expected = { 1.5f, -2 };
		assertArrayEquals(expected, read(tensor(DataType.FLOAT, 2).addAllFloatData(List.of(1.5f, -2f))).values());
		assertArrayEquals(expected, read(tensor(DataType.DOUBLE, 2).addAllDoubleData(List.of(1.5, -2.0))).values());
		assertArrayEquals(expected, read(tensor(DataType.FLOAT16, 2).addAllInt32Data(List.of(0x3e00, 0xc000))).values());
		assertArrayEquals(expected, read(tensor(DataType.BFLOAT16, 2).addAllInt32Data(List.of(0x3fc0, 0xc000))).values());
		assertArrayEquals(expected, read(tensor(DataType.FLOAT, 2).setRawData(raw(0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0)))
			.values());
		assertArrayEquals(expected, read(tensor(DataType.DOUBLE, 2).setRawData(raw(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0,
			0, 0, 0, 0xc0))).values());
		assertArrayEquals(expected, read(tensor(DataType.FLOAT16, 2).setRawData(raw(0, 0x3e, 0, 0xc0))).values());
		assertArrayEquals(expected, read(tensor(DataType.BFLOAT16, 2).setRawData(raw(0xc0, 0x3f, 0, 0xc0))).values());
		final long[] whole = { 3, -1 };
		assertArrayEquals(whole, read(tensor(DataType.INT64, 2).addAllInt64Data(List.of(3L, -1L))).longs());
		assertArrayEquals(whole, read(tensor(DataType.INT32, 2).addAllInt32Data(List.of(3, -1))).longs());
		assertArrayEquals(whole, read(tensor(DataType.INT32, 2).setRawData(raw(3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff))).longs());
	}

	@Test
	void valuesMustFillTheShape() {
		assertRefused(tensor(DataType.FLOAT, 3).addAllFloatData(List.of(1.5f, -2f)), "2 values; its shape and type need 3");
		assertRefused(tensor(DataType.FLOAT, 1).setRawData(raw(1, 2, 3)), "3 bytes of values; its shape and type need 4");
		assertRefused(tensor(DataType.FLOAT, 1L << 40), "shape");
		assertRefused(tensor(DataType.FLOAT, -1), "shape");
		assertRefused(tensor(DataType.FLOAT, 1 << 20, 1 << 20, 1 << 20, 1 << 20), "more values than an array can hold");
		assertRefused(tensor(DataType.FLOAT, 1 << 30), "its shape and type need 1073741824");
		assertRefused(tensor(DataType.STRING, 1), "of type STRING");
		assertRefused(tensor(DataType.FLOAT, 1).setDataType(99), "of type 99");
	}

	private TensorProto.Builder external(final int size, final String... entries) {
		final TensorProto.Builder tensor = tensor(DataType.FLOAT, size).setDataLocation(DataLocation.EXTERNAL);
		for (int i = 0; i < entries.length; i += 2)
			tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
		return tensor;
	}

	@Test
	void valuesMayStandInAnotherFile() throws IOException {
		// More than is read at once, from an offset.
		final int size = 300_000;
		final ByteBuffer bytes = ByteBuffer.allocate(4 * size + 8).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < size; i++)
			bytes.putFloat(4 + 4 * i, i);
		Files.createDirectory(folder.resolve("data"));
		Files.write(folder.resolve("data/w.bin"), bytes.array());
		final float[] expected = new float[size];
		for (int i = 0; i < size; i++)
			expected[i] = i;
		assertArrayEquals(expected, read(external(size, "location", "data/w.bin", "offset", "4", "length", "1200000"))
			.values());
		assertArrayEquals(expected, read(external(size, "location", "data/w.bin", "offset", "4")).values());
	}

	@Test
	void damagedReferencesToAnotherFileAreRefused() throws IOException {
		final Path inside = Files.createDirectory(folder.resolve("model"));
		Files.write(folder.resolve("secret.bin"), new byte[8]);
		Files.write(inside.resolve("w.bin"), new byte[8]);
		Files.createSymbolicLink(inside.resolve("link.bin"), folder.resolve("secret.bin"));
		folder = inside;
		assertRefused(external(2, "location", "../secret.bin"), "outside the model's folder");
		assertRefused(external(2, "location", inside.resolveSibling("secret.bin").toString()), "outside the model's folder");
		assertRefused(external(2, "location", "link.bin"), "a link that leads outside");
		assertRefused(external(2, "location", "none.bin"), "not there");
		assertRefused(external(2), "not named");
		assertRefused(external(2, "location", "w.bin", "offset", "4"), "which has 8 bytes");
		assertRefused(external(2, "location", "w.bin", "offset", Long.toString(Long.MAX_VALUE)), "which has 8 bytes");
		assertRefused(external(2, "location", "w.bin", "offset", "-4"), "'-4'");
		assertRefused(external(2, "location", "w.bin", "length", "4"), "need 8");
		assertRefused(external(1 << 29, "location", "w.bin"), "which has 8 bytes");
	}
}
