package sc.fiji.zfnet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.onnx.WeightFormat;
import sc.fiji.zfnet.testing.TestModels;

class ModelServiceTest {

	@TempDir
	private Path models;
	private Context context;
	private ModelService service;
	private Path folder;
	private boolean disposed;

	@BeforeEach
	void installAModel() throws IOException {
		context = new Context(ModelService.class);
		service = context.service(ModelService.class);
		folder = TestModels.install(models, "chain");
	}

	@AfterEach
	void dispose() {
		if (!disposed) context.dispose();
	}

	@Test
	void anUnchangedModelStaysLoaded() throws IOException {
		assertSame(use(), use());
	}

	@Test
	void editedLabelsAreSeen() throws IOException {
		final Classifier before = use();
		Files.write(folder.resolve("labels.txt"), List.of("lion", "wolf", "swan", "pike"));
		final Classifier after = use();
		assertNotSame(before, after);
		assertEquals("lion", after.labels().name(0));
	}

	@Test
	void replacedWeightsAreSeen() throws IOException {
		use();
		OnnxWriter.write(TestModels.chain(7), folder.resolve("weights.onnx"), WeightFormat.FLOAT32);
		final IOException exc = assertThrows(IOException.class, this::use);
		assertTrue(exc.getMessage().contains("checksum"), exc.getMessage());
	}

	@Test
	void theContextTakesTheLoadedModelWithIt() throws IOException {
		final Classifier kept = use();
		final Batch input = new Batch(1, kept.network().inputShape());
		final Classifier inUse;
		try (ModelUse use = service.use(folder.toString())) {
			inUse = use.classifier();
			context.dispose();
			disposed = true;
			assertEquals(4, inUse.probabilities(input)[0].length, "It is freed only when its last user is done");
		}
		assertThrows(IllegalStateException.class, () -> inUse.probabilities(input));
	}

	private Classifier use() throws IOException {
		try (ModelUse use = service.use(folder.toString())) {
			return use.classifier();
		}
	}
}
