package sc.fiji.zfnet.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/** Lets ImageIO read bytes of one file after another; ImageIO's own streams take a buffer of 16 KB for each. */
final class ByteStream extends ImageInputStreamImpl {

	private byte[] content = {};

	/** Starts again with other bytes. */
	void open(final byte[] bytes) {
		content = bytes;
		streamPos = 0;
		flushedPos = 0;
		bitOffset = 0;
	}

	@Override
	public int read() {
		bitOffset = 0;
		return streamPos < content.length ? content[(int) streamPos++] & 255 : -1;
	}

	@Override
	public int read(final byte[] target, final int offset, final int length) {
		bitOffset = 0;
		final int count = (int) Math.min(length, content.length - streamPos);
		if (count <= 0) return length == 0 ? 0 : -1;
		System.arraycopy(content, (int) streamPos, target, offset, count);
		streamPos += count;
		return count;
	}

	@Override
	public long length() {
		return content.length;
	}
}
