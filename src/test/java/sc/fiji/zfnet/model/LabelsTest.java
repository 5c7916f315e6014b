package sc.fiji.zfnet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {

	private static final Labels ANIMALS = new Labels(List.of("n01440764_tench", "Great White Shark", "tiger shark", "crane",
		"crane", "7"));

	@TempDir
	Path folder;

	@Test
	void classesAreFoundByNameOrIndex() {
		assertEquals(1, ANIMALS.find("great white SHARK"));
		assertEquals(0, ANIMALS.find("N01440764_tench"));
		assertEquals(0, ANIMALS.find("tench"));
		assertEquals(3, ANIMALS.find("crane"));
		assertEquals(4, ANIMALS.find("4"));
		assertEquals(5, ANIMALS.find("7"), "a name comes before an index");
	}

	@Test
	void foldersOfImageNetAreNamedInWordsAndStillFoundByTheFoldersName() {
		final Labels labels = Labels.ofFolders(List.of("n01629819_European_fire_salamander", "red_cell"));
		assertEquals(List.of("European fire salamander", "red_cell"), labels.names());
		assertEquals(0, labels.find("n01629819_European_fire_salamander"));
		assertEquals(1, labels.find("red_cell"));
	}

	@Test
	void foldersThatShareTheirWordsKeepTheirNames() {
		final List<String> folders = List.of("n02012849_crane", "n03126707_crane", "n02084071_dog");
		final Labels labels = Labels.ofFolders(folders);
		assertEquals(List.of("n02012849_crane", "n03126707_crane", "dog"), labels.names());
		for (int i = 0; i < folders.size(); i++) assertEquals(i, labels.find(folders.get(i)));
	}

	@Test
	void theVerySameNameComesBeforeOneThatDiffersInCase() {
		final Labels labels = new Labels(List.of("A,B", "a,b"));
		assertEquals(0, labels.find("A,B"));
		assertEquals(1, labels.find("a,b"));
	}

	@Test
	void anUnknownClassIsAnsweredWithAFewSuggestions() {
		final String similar = assertThrows(IllegalArgumentException.class, () -> ANIMALS.find("shark")).getMessage();
		assertTrue(similar.contains("'shark'") && similar.contains("Great White Shark, tiger shark"), similar);
		final Labels thousand = Labels.numbered(1000);
		final String many = assertThrows(IllegalArgumentException.class, () -> thousand.find("dog")).getMessage();
		assertTrue(many.contains("indices from 0 to 999") && many.length() < 200, many);
		for (final String wrong : List.of("1000", "-1", "", "99999999999999"))
			assertThrows(IllegalArgumentException.class, () -> thousand.find(wrong), wrong);
	}

	@Test
	void filesComeBackWithoutTrailingBlankLines() throws IOException {
		final Path file = folder.resolve("labels.txt");
		final Labels labels = new Labels(List.of("Čeština", "a b", "", "last"));
		labels.write(file);
		assertEquals(labels, Labels.read(file));
		Files.writeString(file, "\ufeffone\r\ntwo\r\n\r\n  \n");
		assertEquals(new Labels(List.of("one", "two")), Labels.read(file));
	}

	@Test
	void filesWithoutClassesAreRefused() throws IOException {
		final Path file = folder.resolve("labels.txt");
		assertThrows(IOException.class, () -> Labels.read(file));
		Files.writeString(file, "\n\n");
		assertThrows(IOException.class, () -> Labels.read(file));
		Files.write(file, new byte[] { (byte) 0xff, (byte) 0xfe, (byte) 0xc3 });
		final String message = assertThrows(IOException.class, () -> Labels.read(file)).getMessage();
		assertFalse(message.contains("length"), message);
		assertTrue(message.contains("UTF-8"), message);
	}
}
