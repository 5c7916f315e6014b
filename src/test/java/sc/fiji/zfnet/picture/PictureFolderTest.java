package sc.fiji.zfnet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {

	@TempDir
	private Path folder;

	private void make(final String... names) throws IOException {
		for (final String name : names) {
			Files.createDirectories(folder.resolve(name).getParent());
			Files.createFile(folder.resolve(name));
		}
	}

	private static List<String> names(final PictureFolder pictures) {
		return pictures.files().stream().map(pictures::relative).toList();
	}

	@Test
	void picturesAreListedInOrderOfTheirPaths() throws IOException {
		make("b/2.jpg", "b/10.JPEG", "a-b/z.png", "a/z.tif", "Z.gif", "top.bmp");
		assertEquals(List.of("Z.gif", "a-b/z.png", "a/z.tif", "b/10.JPEG", "b/2.jpg", "top.bmp"), names(PictureFolder.list(
			folder)));
	}

	@Test
	void hiddenAndOtherFilesAreSkipped() throws IOException {
		make("a.jpg", ".hidden.jpg", ".cache/b.jpg", "notes.txt", "jpg", "._c.jpg", "boxes.csv");
		assertEquals(List.of("a.jpg"), names(PictureFolder.list(folder)));
	}

	@Test
	void classIsTheSubfolderHoweverDeep() throws IOException {
		make("cat/images/1.jpg", "cat/images/2.jpg", "ant/9.png", "cat-fish/1.jpg", "empty/readme.txt");
		final PictureFolder pictures = PictureFolder.list(folder);
		assertEquals(List.of("ant", "cat", "cat-fish"), pictures.classes());
		assertEquals(List.of("ant", "cat-fish", "cat", "cat"), pictures.labelled().stream().map(
			PictureFolder.Labelled::className).toList());
		assertEquals(pictures.pictures(), pictures.labelled().stream().map(PictureFolder.Labelled::picture).toList());
	}

	@Test
	void pictureOutsideOfAClassIsAnError() throws IOException {
		make("cat/1.jpg", "stray.jpg");
		final IOException error = assertThrows(IOException.class, () -> PictureFolder.list(folder).labelled());
		assertTrue(error.getMessage().contains("'stray.jpg'"));
	}

	@Test
	void missingAndEmptyFoldersAreErrorsThatNameThem() throws IOException {
		make("notes.txt");
		for (final Path wrong : List.of(folder.resolve("missing"), folder, folder.resolve("notes.txt"))) {
			final IOException error = assertThrows(IOException.class, () -> PictureFolder.list(wrong));
			assertTrue(error.getMessage().contains("'" + wrong + "'"), error.getMessage());
		}
	}

	@Test
	void linksThatCannotBeReadDoNotRefuseTheFolder() throws IOException {
		make("cat/1.jpg");
		Files.createSymbolicLink(folder.resolve("cat/2.jpg"), folder.resolve("nowhere.jpg"));
		Files.createSymbolicLink(folder.resolve("cat/loop"), folder.resolve("cat"));
		Files.createSymbolicLink(folder.resolve("notes"), folder.resolve("nowhere"));
		final PictureFolder pictures = PictureFolder.list(folder);
		assertEquals(List.of("cat/1.jpg", "cat/2.jpg"), pictures.files().stream().map(pictures::relative).toList());
	}
}
