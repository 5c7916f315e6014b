package sc.fiji.zfnet.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes TIFF files of kinds that other programs write and neither Java nor ImageJ does: any depth, kind of number, colours,
 * compression, predictor and order of bytes. The parts of a file are strips of {@value #ROWS} rows.
 */
public final class TiffFile {

	public static final int WIDTH = 256;
	public static final int HEIGHT = 257;
	public static final int BITS = 258;
	public static final int COMPRESSION = 259;
	public static final int PHOTOMETRIC = 262;
	public static final int SAMPLES = 277;
	public static final int PLANAR = 284;
	public static final int PREDICTOR = 317;
	public static final int COLOUR_MAP = 320;
	public static final int EXTRA_SAMPLES = 338;
	public static final int SAMPLE_FORMAT = 339;
	public static final int SUBSAMPLING = 530;

	public static final int LZW = 5;
	public static final int ZIP = 8;
	public static final int PACK_BITS = 32773;

	private static final int STRIP_OFFSETS = 273;
	private static final int ROWS_PER_STRIP = 278;
	private static final int STRIP_LENGTHS = 279;
	private static final int ROWS = 8;
	private static final int SHORT = 3;
	private static final int LONG = 4;

	private final Map<Integer, long[]> tags = new TreeMap<>();
	private final ByteOrder order;

	/**
	 * @param order the order of the bytes of a number
	 * @param width columns
	 * @param height rows
	 * @param bits bits of a sample
	 * @param samples samples of a pixel
	 */
	public TiffFile(final ByteOrder order, final int width, final int height, final int bits, final int samples) {
		this.order = order;
		with(WIDTH, width);
		with(HEIGHT, height);
		with(BITS, repeated(bits, samples));
		with(SAMPLES, samples);
		with(COMPRESSION, 1);
		with(PHOTOMETRIC, samples < 3 ? 1 : 2);
		with(PLANAR, 1);
	}

	/** The same value for each sample of a pixel. */
	public static long[] repeated(final int value, final int samples) {
		final long[] values = new long[samples];
		Arrays.fill(values, value);
		return values;
	}

	/** Sets a field of the header. */
	public TiffFile with(final int tag, final long... values) {
		tags.put(tag, values);
		return this;
	}

	private int value(final int tag) {
		return tags.containsKey(tag) ? (int) tags.get(tag)[0] : 1;
	}

	/**
	 * Writes the file.
	 *
	 * @param samples row by row, samples of a pixel side by side, or, where the file is planar, plane by plane: as many bits as
	 *          a sample has, floats by their bits
	 */
	public Path write(final Path file, final long[] samples) throws IOException {
		final boolean planar = value(PLANAR) == 2;
		final int together = planar ? 1 : value(SAMPLES);
		final int rows = value(HEIGHT) * (planar ? value(SAMPLES) : 1);
		final int row = samples.length / rows;
		final List<byte[]> strips = new ArrayList<>();
		for (int y = 0; y < rows;) {
			final int end = Math.min(y + ROWS, (y / value(HEIGHT) + 1) * value(HEIGHT));
			final ByteArrayOutputStream strip = new ByteArrayOutputStream();
			for (; y < end; y++)
				strip.write(packed(differences(Arrays.copyOfRange(samples, y * row, (y + 1) * row), together)));
			strips.add(compressed(strip.toByteArray()));
		}
		return Files.write(file, assembled(strips));
	}

	private long[] differences(final long[] row, final int together) {
		if (value(PREDICTOR) == 2) for (int i = row.length - 1; i >= together; i--)
			row[i] -= row[i - together];
		return row;
	}

	private byte[] packed(final long[] row) {
		final int bits = value(BITS);
		final ByteBuffer bytes = ByteBuffer.allocate((row.length * bits + 7) / 8).order(order);
		for (int i = 0; i < row.length; i++)
			switch (bits) {
				case 16 -> bytes.putShort((short) row[i]);
				case 32 -> bytes.putInt((int) row[i]);
				case 64 -> bytes.putLong(row[i]);
				default -> {
					final int at = i * bits;
					bytes.array()[at / 8] |= (byte) ((row[i] & (1 << bits) - 1) << 8 - bits - at % 8);
				}
			}
		return bytes.array();
	}

	private byte[] compressed(final byte[] strip) {
		return switch (value(COMPRESSION)) {
			case LZW -> lzw(strip);
			case ZIP -> zip(strip);
			case PACK_BITS -> packBits(strip);
			default -> strip;
		};
	}

	private static byte[] zip(final byte[] bytes) {
		final Deflater deflater = new Deflater();
		deflater.setInput(bytes);
		deflater.finish();
		final byte[] packed = new byte[2 * bytes.length + 100];
		final int length = deflater.deflate(packed);
		deflater.end();
		return Arrays.copyOf(packed, length);
	}

	/** Without a match: each byte is a code of nine bits, and the table is cleared before it needs ten. */
	private static byte[] lzw(final byte[] bytes) {
		final int clear = 256;
		final int atOnce = 200;
		final List<Integer> codes = new ArrayList<>();
		for (int i = 0; i < bytes.length; i++) {
			if (i % atOnce == 0) codes.add(clear);
			codes.add(bytes[i] & 255);
		}
		codes.add(clear + 1);
		final byte[] packed = new byte[(codes.size() * 9 + 7) / 8];
		for (int i = 0; i < codes.size() * 9; i++)
			if ((codes.get(i / 9) >> 8 - i % 9 & 1) == 1) packed[i / 8] |= (byte) (128 >> i % 8);
		return packed;
	}

	/** Without a run. */
	private static byte[] packBits(final byte[] bytes) {
		final ByteArrayOutputStream packed = new ByteArrayOutputStream();
		for (int i = 0; i < bytes.length; i += 128) {
			final int count = Math.min(128, bytes.length - i);
			packed.write(count - 1);
			packed.write(bytes, i, count);
		}
		return packed.toByteArray();
	}

	private byte[] assembled(final List<byte[]> strips) {
		final long[] offsets = new long[strips.size()];
		final int start = 8;
		int at = start;
		for (int i = 0; i < offsets.length; i++) {
			offsets[i] = at;
			at += strips.get(i).length + strips.get(i).length % 2;
		}
		final Map<Integer, long[]> all = new TreeMap<>(tags);
		all.put(STRIP_OFFSETS, offsets);
		all.put(STRIP_LENGTHS, strips.stream().mapToLong(strip -> strip.length).toArray());
		all.put(ROWS_PER_STRIP, new long[] { ROWS });
		final int directory = at;
		int further = directory + 2 + 12 * all.size() + 4;
		final int size = further + all.values().stream().mapToInt(values -> 4 * values.length).sum();
		final ByteBuffer file = ByteBuffer.allocate(size).order(order);
		file.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes()).putShort((short) 42).putInt(directory);
		for (int i = 0; i < offsets.length; i++)
			file.position((int) offsets[i]).put(strips.get(i));
		file.position(directory).putShort((short) all.size());
		for (final var tag : all.entrySet()) {
			final long[] values = tag.getValue();
			final boolean isShort = tag.getKey() != STRIP_OFFSETS && tag.getKey() != STRIP_LENGTHS;
			file.putShort(tag.getKey().shortValue()).putShort((short) (isShort ? SHORT : LONG)).putInt(values.length);
			final boolean inside = values.length * (isShort ? 2 : 4) <= 4;
			final int back = file.position() + 4;
			if (!inside) {
				file.putInt(further).position(further);
				further += 4 * values.length;
			}
			for (final long value : values)
				if (isShort) file.putShort((short) value);
				else file.putInt((int) value);
			file.position(back);
		}
		return file.array();
	}
}
