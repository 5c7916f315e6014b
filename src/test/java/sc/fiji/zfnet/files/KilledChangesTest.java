package sc.fiji.zfnet.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes that are killed leave behind: all of the old or all of the new. */
class KilledChangesTest {

	private static final Map<String, String> OLD = Map.of("a.csv", "old", "c.png", "old", "mine.txt", "mine");
	private static final Map<String, String> NEW = Map.of("a.csv", "new", "sub/b.tif", "new", "mine.txt", "mine");

	@TempDir
	private Path folder;

	private static Map<String, String> contents(final Path folder) throws IOException {
		final Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				contents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
		}
		return contents;
	}

	private Path old(final String name, final Map<String, String> contents) throws IOException {
		final Path made = Files.createDirectory(folder.resolve(name));
		for (final Map.Entry<String, String> entry : contents.entrySet())
			Files.writeString(made.resolve(entry.getKey()), entry.getValue());
		return made;
	}

	@Test
	void aChangeKilledAfterAnyMoveIsTheOldOrTheNewWhenRecovered() throws Exception {
		boolean killed = true;
		int number = 0;
		for (; killed; number++) {
			final Path output = old("killed after " + number, OLD);
			killed = KilledProcess.run("change", output, number);
			FolderChange.recover(output);
			assertEquals(new TreeMap<>(number == 0 ? OLD : NEW), contents(output), "killed after move " + number);
		}
		assertEquals(5, number, "moves: the decision and two files");
	}

	@Test
	void aReplacementKilledAfterAnyMoveLeavesAWholeFolder() throws Exception {
		boolean killed = true;
		int number = 0;
		for (; killed; number++) {
			final Path root = Files.createDirectory(folder.resolve("killed after " + number));
			Files.writeString(Files.createDirectory(root.resolve("model")).resolve("a"), "old");
			killed = KilledProcess.run("replace", root, number);
			FolderReplacement.recover(root);
			assertEquals(number == 0 ? Map.of("model/a", "old") : Map.of("model/a", "new", "model/b", "new"), contents(root),
				"killed after move " + number);
			try (Stream<Path> all = Files.list(root)) {
				assertEquals(1, all.count(), "leftovers after move " + number);
			}
		}
		assertEquals(5, number, "moves: complete, the old one aside, the new one into place");
	}

	@Test
	void whatIsNotCommittedLeavesNothing() throws IOException {
		final Path output = folder.resolve("made");
		try (FolderChange change = FolderChange.begin(output)) {
			Files.writeString(change.file("a"), "new");
		}
		assertFalse(Files.exists(output));
		final Path older = old("older", OLD);
		Files.createDirectory(older.resolve("taken"));
		try (FolderChange change = FolderChange.begin(older)) {
			Files.writeString(change.file("a.csv"), "new");
			Files.writeString(change.file("taken"), "a folder has its name");
			assertThrows(IOException.class, change::commit);
		}
		assertEquals(new TreeMap<>(OLD), contents(older));
	}

	@Test
	void aRunningChangeIsLeftAloneByOthers() throws IOException {
		final Path output = old("shared", OLD);
		try (FolderChange first = FolderChange.begin(output); FolderChange second = FolderChange.begin(output)) {
			Files.writeString(first.file("first"), "1");
			Files.writeString(second.file("second"), "2");
			second.commit();
			first.commit();
		}
		final Map<String, String> contents = contents(output);
		assertEquals("1", contents.get("first"));
		assertEquals("2", contents.get("second"));
	}

	@Test
	void aLockIsHeldByOneAndComesFree() throws IOException {
		final Path file = folder.resolve("lock");
		try (FileLock held = FileLock.tryTake(file).orElseThrow()) {
			assertTrue(FileLock.tryTake(file).isEmpty());
			assertEquals("It is taken", assertThrows(IOException.class, () -> FileLock.take(file, Duration.ofMillis(50),
				"It is taken")).getMessage());
		}
		assertFalse(Files.exists(file));
		FileLock.tryTake(file).orElseThrow().close();
	}
}
