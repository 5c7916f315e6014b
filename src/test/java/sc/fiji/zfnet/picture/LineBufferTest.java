package sc.fiji.zfnet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.Deque;

import org.junit.jupiter.api.Test;

import com.sun.jna.Native;
import com.sun.jna.Platform;

class LineBufferTest {

	private static final int LINE = 192;

	@Test
	void theNextBlockOfThatLengthBeginsBetweenTwoVectors() {
		assumeTrue(Platform.isLinux(), "How the C library hands out blocks is known for Linux");
		// As many as the C library keeps for a thread, all at the beginning of a vector.
		final Deque<Long> atVector = new ArrayDeque<>();
		final Deque<Long> between = new ArrayDeque<>();
		while (atVector.size() < 7) {
			final long block = Native.malloc(LINE);
			(block % 32 == 0 ? atVector : between).push(block);
		}
		for (final long block : atVector) Native.free(block);
		assumeTrue(next() % 32 == 0, "Something else in this thread took blocks of this length");
		LineBuffer.layReady(LINE);
		assertEquals(16, next() % 32);
		LineBuffer.layReady(LINE);
		assertEquals(16, next() % 32);
		for (final long block : between) Native.free(block);
	}

	private static long next() {
		final long block = Native.malloc(LINE);
		Native.free(block);
		return block;
	}
}
