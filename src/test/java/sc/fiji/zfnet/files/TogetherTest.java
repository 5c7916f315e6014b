package sc.fiji.zfnet.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a folder together comes into it together. */
class TogetherTest {

	@TempDir
	private Path folder;

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private void write(final String content) throws IOException {
		WholeFiles.in(folder).write("table.csv", file -> Files.writeString(file, content));
	}

	@Test
	void nothingChangesBeforeAllIsWritten() throws IOException {
		write("old");
		Files.writeString(folder.resolve("plot-2.png"), "old");
		WholeFiles.together(folder, () -> {
			write("new");
			assertTrue(WholeFiles.in(folder).delete("plot-2.png"));
			assertFalse(WholeFiles.in(folder).delete("plot-2.png"));
			assertEquals("old", Files.readString(folder.resolve("table.csv")));
			assertTrue(Files.exists(folder.resolve("plot-2.png")));
			write("newer");
		});
		assertEquals("newer", Files.readString(folder.resolve("table.csv")));
		assertEquals(List.of("table.csv"), names(folder));
	}

	@Test
	void whatFailsInTheMiddleLeavesTheOldResult() throws IOException {
		write("old");
		final IOException failure = assertThrows(IOException.class, () -> WholeFiles.together(folder, () -> {
			write("new");
			WholeFiles.in(folder).write("image.tif", file -> {
				throw new IOException("No space left on device");
			});
		}));
		assertTrue(failure.getMessage().startsWith("File 'image.tif' cannot be written to output folder"), failure::getMessage);
		assertEquals("old", Files.readString(folder.resolve("table.csv")));
		assertEquals(List.of("table.csv"), names(folder));
		final Path missing = folder.resolve("missing");
		assertThrows(IllegalStateException.class, () -> WholeFiles.together(missing, () -> {
			WholeFiles.in(missing).write("a", file -> Files.writeString(file, "new"));
			throw new IllegalStateException("a defect");
		}));
		assertFalse(Files.exists(missing));
	}

	@Test
	void aFullDiskLeavesTheOldResult() throws Exception {
		final Path disk = Files.createDirectory(folder.resolve("disk"));
		assumeTrue(mount("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()),
			"A small disk can be mounted by the administrator alone");
		try {
			final Path output = disk.resolve("out");
			WholeFiles.in(output).write("image.tif", file -> Files.write(file, new byte[100_000]));
			WholeFiles.in(output).write("table.csv", file -> Files.writeString(file, "old"));
			final IOException failure = assertThrows(IOException.class, () -> WholeFiles.together(output, () -> {
				WholeFiles.in(output).write("table.csv", file -> Files.writeString(file, "new"));
				WholeFiles.in(output).write("image.tif", file -> Files.write(file, new byte[200_000]));
			}));
			assertTrue(failure.getMessage().contains("with enough space"), failure::getMessage);
			assertEquals(100_000, Files.size(output.resolve("image.tif")));
			assertEquals("old", Files.readString(output.resolve("table.csv")));
			assertEquals(List.of("image.tif", "table.csv"), names(output));
		}
		finally {
			assertTrue(mount("umount", disk.toString()));
		}
	}

	private static boolean mount(final String... command) throws InterruptedException {
		try {
			final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (final IOException exc) {
			return false; // not on this system
		}
	}
}
