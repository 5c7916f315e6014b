package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {

	@TempDir
	Path folder;

	private List<byte[]> models() throws IOException {
		final Path file = folder.resolve("whole.onnx");
		OnnxWriter.write(OnnxWriterTest.withRandomWeights(OnnxWriterTest.everything()), file, WeightFormat.FLOAT16);
		final Graph old = new Graph(11, 2, 8, 8).integers("shape", 3, 2, 3, 3).node("ConstantOfShape", "w", "shape").node(
			"Pad", "pad", "x", "p").integers("p", 0, 0, 1, 1, 0, 0, 1, 1).node("Conv", "conv", "pad", "w").withText("auto_pad",
				"SAME_UPPER").weights("s", 3).floats("v", new int[] { 3 }, 1, 2, 3).node("BatchNormalization", "bn", "conv", "s",
					"s", "s", "v").integers("target", 0, -1).then("Reshape", "flat", "target").weights("m", 300, 4).then("MatMul",
						"fc", "m").weights("b", 4).then("Add", "sum", "b").then("Softmax", "prob");
		return List.of(Files.readAllBytes(file), old.model().toByteArray());
	}

	/** Reads a file that may be damaged. */
	private boolean isRead(final byte[] content, final String what) throws IOException {
		final Path file = folder.resolve("damaged.onnx");
		Files.write(file, content);
		try {
			OnnxReader.read(file);
			return true;
		}
		catch (final IOException | IllegalArgumentException exc) {
			final String message = exc.getMessage();
			assertTrue(message != null && message.contains("'" + file + "'"), what + ": " + message);
			assertFalse(message.contains("\n") || message.contains("Exception") || message.contains("null"), what + ": " +
				message);
			return false;
		}
		catch (final RuntimeException | Error exc) {
			return fail(what, exc);
		}
	}

	@Test
	void everyTruncationIsReportedInASentence() throws IOException {
		for (final byte[] model : models()) {
			assertTrue(isRead(model, "whole"));
			final int step = Math.max(1, model.length / 400);
			for (int length = 0; length < model.length; length += step)
				assertFalse(isRead(Arrays.copyOf(model, length), "first " + length + " bytes"));
		}
	}

	@Test
	void everyFlippedBitGivesANetworkOrASentence() throws IOException {
		final Random random = new Random(11);
		for (final byte[] model : models()) {
			final List<Integer> places = new ArrayList<>();
			for (int i = 0; i < 3000; i++)
				places.add(random.nextInt(8 * model.length));
			for (final int place : places) {
				final byte[] damaged = model.clone();
				damaged[place / 8] ^= (byte) (1 << place % 8);
				isRead(damaged, "bit " + place);
			}
		}
	}

	@Test
	void filesOfOtherKindsAreReportedInASentence() throws IOException {
		final Random random = new Random(5);
		final byte[] noise = new byte[5000];
		random.nextBytes(noise);
		assertFalse(isRead(noise, "noise"));
		assertFalse(isRead("This is a letter and no model.\n".repeat(50).getBytes(), "text"));
		assertFalse(isRead(new byte[1000], "zeros"));
		assertThrows(IOException.class, () -> OnnxReader.read(folder.resolve("none.onnx")));
		assertThrows(IOException.class, () -> OnnxReader.read(folder));
	}
}
