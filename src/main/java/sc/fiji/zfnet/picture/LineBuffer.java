package sc.fiji.zfnet.picture;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Where Java's JPEG decoder puts a line. Java takes a block for it from the C library for each picture; and where Java uses
 * libjpeg-turbo, as Debian's does, a block that begins at a multiple of 32 bytes is written past the cache, so that Java,
 * which reads it at once, waits for memory: decoding a small picture takes nearly twice as long. The C library hands out
 * first what the same thread gave back last, if it is short: thus a block that begins elsewhere can be laid ready for it.
 * Nothing but speed depends on it.
 */
final class LineBuffer {

	/** Bytes of a register of the vector instructions. */
	private static final int VECTOR = 32;

	/** What glibc keeps for a thread, in bytes; it joins longer blocks with their neighbours. */
	private static final int LONGEST = 1032;

	/** How many blocks of a length glibc keeps for a thread. */
	private static final int KEPT = 7;

	/** More blocks than glibc keeps; those that it makes anew begin at a multiple of 32 bytes by turns, for most lengths. */
	private static final int MOST_BLOCKS = 32;

	/** Java for other systems brings a JPEG library without vector instructions. */
	private static volatile boolean useful = Platform.isLinux();

	private LineBuffer() {}

	/**
	 * Lays a block ready for the next line buffer that this thread takes.
	 *
	 * @param length bytes of the line
	 */
	static void layReady(final int length) {
		if (!useful || length > LONGEST) return;
		try {
			final long[] blocks = new long[MOST_BLOCKS];
			int last = 0;
			for (blocks[0] = Native.malloc(length); blocks[last] % VECTOR == 0 && last + 1 < MOST_BLOCKS;)
				blocks[++last] = Native.malloc(length);
			// The one that was looked for is given back while there is room for it, after all others that there is room for.
			final int before = Math.min(last, KEPT - 1);
			for (int i = 0; i < before; i++)
				Native.free(blocks[i]);
			Native.free(blocks[last]);
			for (int i = before; i < last; i++)
				Native.free(blocks[i]);
		}
		catch (final LinkageError exc) {
			useful = false; // pictures can be read where no native library may be
		}
	}
}
