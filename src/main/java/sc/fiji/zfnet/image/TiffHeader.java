package sc.fiji.zfnet.image;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/** What ImageJ makes of the header of a TIFF file, and what it would not notice when it reads the first plane. */
final class TiffHeader {

	private final Path file;
	private final FileInfo info;

	private TiffHeader(final Path file, final FileInfo info) {
		this.file = file;
		this.info = info;
	}

	/**
	 * Reads it.
	 *
	 * @param file an absolute path
	 * @throws IOException when ImageJ cannot read the file, with its words if it has some
	 */
	static TiffHeader read(final Path file) throws IOException {
		final FileInfo[] planes = new TiffDecoder(file.getParent() + File.separator, file.getFileName().toString())
			.getTiffInfo();
		if (planes == null) throw new IOException();
		return new TiffHeader(file, planes[0]);
	}

	/** Whether all pixels are there; ImageJ leaves black what is missing, and what is in a damaged strip. */
	boolean isWhole() throws IOException {
		return end() <= Files.size(file) && (info.compression != FileInfo.ZIP || isUnpacked());
	}

	/** Where the pixels of the first plane end in the file, as far as the header tells. */
	private long end() {
		if (info.stripOffsets != null && info.stripLengths != null) {
			long end = 0;
			for (int i = 0; i < Math.min(info.stripOffsets.length, info.stripLengths.length); i++)
				end = Math.max(end, Integer.toUnsignedLong(info.stripOffsets[i]) + Integer.toUnsignedLong(
					info.stripLengths[i]));
			return end;
		}
		if (info.compression > FileInfo.COMPRESSION_NONE) return info.getOffset();
		return info.getOffset() + (long) (info.width * (double) info.height * info.getBytesPerPixel());
	}

	/** Whether all strips can be unpacked. */
	private boolean isUnpacked() throws IOException {
		final byte[] unpacked = new byte[1 << 16];
		try (FileChannel channel = FileChannel.open(file)) {
			for (int i = 0; i < info.stripOffsets.length; i++) {
				final ByteBuffer strip = ByteBuffer.allocate(info.stripLengths[i]);
				channel.read(strip, Integer.toUnsignedLong(info.stripOffsets[i]));
				final Inflater inflater = new Inflater();
				try {
					inflater.setInput(strip.flip());
					while (inflater.inflate(unpacked) > 0) {}
				}
				catch (final DataFormatException e) {
					return false;
				}
				finally {
					inflater.end();
				}
			}
		}
		return true;
	}

	/** Whether it takes less than its pixels do: small JPEG images, which ImageJ takes for uncompressed ones. */
	boolean isMisread() {
		if (info.compression > FileInfo.COMPRESSION_NONE || info.stripLengths == null) return false;
		final boolean bytes = info.fileType == FileInfo.GRAY8 || info.fileType == FileInfo.COLOR8 ||
			info.fileType == FileInfo.RGB || info.fileType == FileInfo.RGB_PLANAR;
		final long stored = Arrays.stream(info.stripLengths).mapToLong(Integer::toUnsignedLong).sum();
		// Some programs write 0 for uncompressed pixels.
		return bytes && stored > 0 && stored < (long) info.width * info.height * info.getBytesPerPixel();
	}
}
