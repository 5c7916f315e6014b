package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/**
 * Counts what the packed strips or tiles of a TIFF file hold, as Java's reader leaves black what is missing and takes codes that
 * do not exist for others, without a word. ZIP has a checksum, so that all damage is seen; LZW and PackBits have none: damage that
 * leaves as many values, by codes that exist, is another picture to every program.
 */
final class PackedParts {

	private static final int ZIP_OF_OTHERS = 32946;
	private static final int CLEAR = 256;
	private static final int END = 257;
	private static final int MOST_CODES = 1 << 12;
	private static final int NO_OPERATION = -128;

	private final TIFFDirectory header;
	private final int compression;

	PackedParts(final TIFFDirectory header) {
		this.header = header;
		compression = (int) value(BaselineTIFFTagSet.TAG_COMPRESSION, 0, BaselineTIFFTagSet.COMPRESSION_NONE);
	}

	/**
	 * Counts what the parts hold. Those of other compressions are left to the reader.
	 *
	 * @param stream the file
	 * @throws IOException when a part holds less than its rows take, or what cannot be unpacked
	 */
	void check(final ImageInputStream stream) throws IOException {
		if (!isPacked()) return;
		final boolean tiles = header.getTIFFField(BaselineTIFFTagSet.TAG_TILE_OFFSETS) != null;
		final int offsets = tiles ? BaselineTIFFTagSet.TAG_TILE_OFFSETS : BaselineTIFFTagSet.TAG_STRIP_OFFSETS;
		final int lengths = tiles ? BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS : BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS;
		final TIFFField parts = header.getTIFFField(offsets);
		final long position = stream.getStreamPosition();
		for (int i = 0; parts != null && i < parts.getCount(); i++) {
			final long length = value(lengths, i, 0);
			if (length > stream.length()) throw new IOException("A part is longer than the file");
			final byte[] part = new byte[(int) length];
			stream.seek(parts.getAsLong(i));
			stream.readFully(part);
			final long wanted = bytes(i, tiles);
			if (unpacked(part, wanted) < wanted) throw new IOException("Part " + i + " holds less than " + wanted + " bytes");
		}
		stream.seek(position);
	}

	private boolean isPacked() {
		// Strips of colours at half the resolution hold fewer bytes.
		if (value(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION, 0, 1) == BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_Y_CB_CR)
			return false;
		return compression == BaselineTIFFTagSet.COMPRESSION_LZW || compression == BaselineTIFFTagSet.COMPRESSION_PACKBITS ||
			isZip();
	}

	private boolean isZip() {
		return compression == BaselineTIFFTagSet.COMPRESSION_ZLIB || compression == ZIP_OF_OTHERS;
	}

	private long value(final int tag, final int index, final long usual) {
		final TIFFField field = header.getTIFFField(tag);
		return field == null || field.getCount() <= index ? usual : field.getAsLong(index);
	}

	/** Bytes that a part takes when it is unpacked. */
	private long bytes(final int part, final boolean tiles) {
		final long width = value(BaselineTIFFTagSet.TAG_IMAGE_WIDTH, 0, 0);
		final long height = value(BaselineTIFFTagSet.TAG_IMAGE_LENGTH, 0, 0);
		final boolean planar = value(BaselineTIFFTagSet.TAG_PLANAR_CONFIGURATION, 0, 1) == 2;
		final long samples = planar ? 1 : value(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 0, 1);
		final long columns = tiles ? value(BaselineTIFFTagSet.TAG_TILE_WIDTH, 0, width) : width;
		final long rows = tiles ? value(BaselineTIFFTagSet.TAG_TILE_LENGTH, 0, height) : Math.min(height, value(
			BaselineTIFFTagSet.TAG_ROWS_PER_STRIP, 0, height));
		final long row = (columns * samples * value(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, 0, 1) + Byte.SIZE - 1) / Byte.SIZE;
		if (tiles || rows == 0) return rows * row;
		final long strips = (height + rows - 1) / rows;
		return Math.min(rows, height - part % strips * rows) * row;
	}

	private long unpacked(final byte[] part, final long wanted) throws IOException {
		if (isZip()) return inflated(part);
		return compression == BaselineTIFFTagSet.COMPRESSION_LZW ? ofCodes(part, wanted) : ofRuns(part);
	}

	/** To the end, where the checksum is. */
	private static long inflated(final byte[] part) throws IOException {
		final Inflater inflater = new Inflater();
		final byte[] some = new byte[1 << 13];
		try {
			inflater.setInput(part);
			while (!inflater.finished())
				if (inflater.inflate(some) == 0 && !inflater.finished()) throw new IOException("ZIP data end too early");
			return inflater.getBytesWritten();
		}
		catch (final DataFormatException exc) {
			throw new IOException(exc);
		}
		finally {
			inflater.end();
		}
	}

	private static long ofRuns(final byte[] part) {
		long count = 0;
		for (int at = 0; at < part.length;) {
			final int run = part[at];
			at += run >= 0 ? run + 2 : run == NO_OPERATION ? 1 : 2;
			if (at > part.length) return count;
			if (run != NO_OPERATION) count += Math.abs(run) + 1;
		}
		return count;
	}

	/** Goes through the codes with the lengths of what they stand for; codes after the wanted bytes do not matter. */
	private static long ofCodes(final byte[] part, final long wanted) throws IOException {
		final int[] lengths = new int[MOST_CODES];
		int next = END + 1;
		int last = 0; // the length of what the code before stands for
		long count = 0;
		int width = 9;
		for (long bit = 0; bit + width <= (long) Byte.SIZE * part.length && count < wanted;) {
			final int code = code(part, bit, width);
			bit += width;
			if (code == END) return count;
			if (code == CLEAR) {
				next = END + 1;
				width = 9;
				last = 0;
				continue;
			}
			if (code > next || code == next && last == 0 || next >= MOST_CODES) throw new IOException("There is no LZW code " + code);
			if (last > 0) lengths[next++] = last + 1;
			last = code < CLEAR ? 1 : lengths[code];
			count += last;
			width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
		}
		return count;
	}

	private static int code(final byte[] part, final long bit, final int width) {
		int code = 0;
		for (long at = bit; at < bit + width; at++)
			code = code << 1 | part[(int) (at >> 3)] >> 7 - (at & 7) & 1;
		return code;
	}
}
