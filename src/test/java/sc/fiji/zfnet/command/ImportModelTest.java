package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Import ONNX Model through macros: what is installed, and what bad files leave behind, which is nothing. */
class ImportModelTest {

	@TempDir
	private Path folder;
	private Path models;
	private Path file;
	private Path labels;

	@BeforeEach
	void writeModel() throws IOException {
		models = Files.createDirectory(folder.resolve("installed models"));
		file = folder.resolve("model.onnx");
		labels = Files.write(folder.resolve("labels.txt"), List.of("cat", "dog", "bird", "fish"));
		OnnxWriter.write(TestModels.chain(), file);
		MacroRunner.value("run('ZFNet Options...', 'models=[" + models + "]'); return '';");
	}

	@AfterEach
	void forgetModels() {
		MacroRunner.value("run('ZFNet Options...'); return '';");
	}

	@Test
	void anImportedModelClassifiesUnderItsName() {
		final String found = MacroRunner.value("run('Import ONNX Model...', 'file=[" + file + "] name=[my net] labels=[" +
			labels + "] channels=BGR mean=104,117,123 std=2'); newImage('a', 'RGB ramp', 32, 32, 1);" +
			"run('Classify...', 'model=[my net] top=9'); return '' + nResults + getResultString('model', 0);");
		assertEquals("4my net", found);
		assertTrue(Files.exists(models.resolve("my net/rdf.yaml")));
	}

	@Test
	void anInstalledModelIsKeptUnlessReplaceIsSet() throws IOException {
		final String command = "run('Import ONNX Model...', 'file=[" + file + "] name=net ";
		MacroRunner.value(command + "labels=[" + labels + "]'); return '';");
		final String error = MacroRunner.run(command + "');").error();
		assertTrue(error.contains("A model 'net' is already installed"), error);
		assertEquals("cat", Files.readAllLines(models.resolve("net/labels.txt")).get(0));
		MacroRunner.value(command + "replace'); return '';");
		assertEquals("0", Files.readAllLines(models.resolve("net/labels.txt")).get(0));
	}

	@Test
	void badFilesAndKeysAreAnsweredWithOneSentenceAndLeaveNothingBehind() throws IOException {
		final byte[] whole = Files.readAllBytes(file);
		final Path truncated = Files.write(folder.resolve("truncated.onnx"), Arrays.copyOf(whole, whole.length / 2));
		final Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
		final Path text = Files.writeString(folder.resolve("text.onnx"), "this is no network at all\n");
		final Path few = Files.write(folder.resolve("few.txt"), List.of("cat", "dog"));
		assertRefused("truncated.onnx", "file=[" + truncated + "] name=net");
		assertRefused("empty.onnx", "file=[" + empty + "] name=net");
		assertRefused("text.onnx", "file=[" + text + "] name=net");
		assertRefused("missing.onnx", "file=[" + folder.resolve("missing.onnx") + "] name=net");
		assertRefused("2 classes; the network has 4", "file=[" + file + "] name=net labels=[" + few + "]");
		assertRefused("name", "file=[" + file + "]");
		assertRefused("a/b", "file=[" + file + "] name=a/b");
		assertRefused("mean", "file=[" + file + "] name=net mean=1,2");
		assertRefused("'mean' is '1;2'", "file=[" + file + "] name=net mean=1;2");
		assertRefused("std", "file=[" + file + "] name=net std=0");
		assertRefused("channels", "file=[" + file + "] name=net channels=CMYK");
		assertRefused("colour", "file=[" + file + "] name=net colour=RGB");
	}

	private void assertRefused(final String named, final String keys) throws IOException {
		final String error = MacroRunner.run("run('Import ONNX Model...', '" + keys + "');").error();
		assertTrue(error.contains(named), error);
		assertFalse(error.contains("\n") || error.contains("Exception"), error);
		try (Stream<Path> left = Files.list(models)) {
			assertEquals(List.of(), left.toList(), keys);
		}
	}
}
