package sc.fiji.zfnet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models that come along: complete, and with all that has to be said of them. */
class ShippedModelsTest {

	private static final Path ROOT = Path.of("models");

	/** Names of the models; those that a user installs there are in a folder of their own. */
	static List<String> names() throws IOException {
		return new ModelStore(List.of(ROOT)).list();
	}

	@ParameterizedTest
	@MethodSource("names")
	void aShippedModelLoadsAndSaysWhoseItIsAndHowGood(final String name) throws IOException {
		final ModelFolder model = ModelFolder.open(ROOT.resolve(name));
		assertEquals(model.labels().count(), model.load().network().classes());
		final ModelDescription description = model.description();
		assertEquals(List.of("ZFNet for Fiji developers"), description.authors());
		assertFalse(description.license().isEmpty());
		assertTrue(description.citations().size() > 1, "the paper and the pictures are to be cited");
		assertTrue(description.details().containsKey("data"), "the training data are to be named");
		final double accuracy = ((Number) description.details().get("validation_top1")).doubleValue();
		assertTrue(accuracy > 1.0 / model.labels().count() && accuracy <= 1, "" + accuracy);
		assertTrue(Files.isRegularFile(model.path().resolve(description.documentation())), "a README.md is to be there");
		final List<String> history = Files.readAllLines(model.path().resolve("history.csv"));
		assertEquals(((Number) description.details().get("epochs")).intValue() + 1, history.size());
		final String[] columns = history.get(0).split(",");
		final String[] last = history.get(history.size() - 1).split(",");
		assertEquals(accuracy, Double.parseDouble(last[List.of(columns).indexOf("validation_top1")]), 1e-6);
		for (final int epoch : model.checkpoints().keySet())
			assertEquals(model.network(), model.loadCheckpoint(epoch).network());
	}

	@Test
	void theyAreSmallEnoughToComeAlong() throws IOException {
		long bytes = 0;
		for (final String name : names())
			try (Stream<Path> files = Files.walk(ROOT.resolve(name))) {
				bytes += files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
			}
		assertTrue(bytes > 0 && bytes <= 60_000_000, bytes + " bytes");
	}
}
