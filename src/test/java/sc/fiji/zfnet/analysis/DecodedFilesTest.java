package sc.fiji.zfnet.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureSource;

class DecodedFilesTest {

	private static final List<PictureSource> FILES = IntStream.range(0, 203).mapToObj(i -> (PictureSource) PictureFile.of(Path.of("file " + i)))
		.toList();

	/** Every seventh file, and the last ones, cannot be read. */
	private static boolean isDamaged(final PictureSource file) {
		final int number = number(file);
		return number % 7 == 3 || number > 198;
	}

	private static int number(final PictureSource file) {
		return Integer.parseInt(file.toString().substring(5));
	}

	private static Integer decode(final PictureSource file) throws IOException {
		if (!isDamaged(file)) return number(file);
		if (number(file) % 2 == 0) throw new IOException(file + " is damaged");
		throw new IllegalArgumentException(file + " is damaged");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 32, 500 })
	void filesComeInTheirOrderWithoutThoseThatCannotBeRead(final int inMemory) {
		final List<DecodedFiles.Decoded<Integer>> all = new ArrayList<>();
		try (DecodedFiles<Integer> decoded = new DecodedFiles<>(FILES, DecodedFilesTest::decode, inMemory)) {
			for (var some = decoded.next(10); !some.isEmpty(); some = decoded.next(10)) {
				assertTrue(some.size() == 10 || all.size() + some.size() == FILES.stream().filter(file -> !isDamaged(file))
					.count(), some.size() + " files after " + all.size());
				all.addAll(some);
			}
			assertEquals(FILES.stream().filter(DecodedFilesTest::isDamaged).map(file -> new SkippedFile(file, file +
				" is damaged")).toList(), decoded.skipped());
		}
		assertEquals(FILES.stream().filter(file -> !isDamaged(file)).map(file -> new DecodedFiles.Decoded<>(number(file), file, number(
			file))).toList(), all);
	}

	@Test
	void noMoreFilesWaitThanMayBeInMemory() {
		final AtomicInteger begun = new AtomicInteger();
		try (DecodedFiles<Integer> decoded = new DecodedFiles<>(FILES, file -> begun.incrementAndGet(), 64)) {
			int taken = 0;
			for (var some = decoded.next(1); !some.isEmpty(); some = decoded.next(1)) {
				taken += some.size();
				// A task's files are handed out one by one, and the next task has begun with the first of them.
				assertTrue(begun.get() <= taken + 64 + 8, begun.get() + " files after " + taken + " were taken");
			}
			assertEquals(FILES.size(), taken);
		}
	}

	@Test
	void whatIsNoFaultOfTheFileEndsIt() {
		try (DecodedFiles<Integer> decoded = new DecodedFiles<>(FILES, file -> {
			throw new IllegalStateException("no memory left");
		}, 4)) {
			final Exception error = assertThrows(IllegalStateException.class, () -> decoded.next(1));
			assertEquals("'file 0' could not be decoded", error.getMessage());
			assertEquals("no memory left", error.getCause().getMessage());
		}
		try (DecodedFiles<Integer> decoded = new DecodedFiles<>(FILES, file -> {
			throw new OutOfMemoryError("none");
		}, 4)) {
			assertThrows(OutOfMemoryError.class, () -> decoded.next(1));
		}
	}
}
