package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

/** Networks are computed in the languages that write numbers with digits of their own. */
class DigitsTest {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "fa-IR", "ar-EG", "mr-IN" })
	void networksAreComputedWhateverTheDigitsOfTheLanguage(final String language) throws Exception {
		final Path log = folder.resolve("log");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx500m",
			"-cp", System.getProperty("java.class.path"), DigitsTest.class.getName(), language).redirectErrorStream(true)
				.redirectOutput(log.toFile()).start();
		assertEquals(0, process.waitFor(), () -> {
			try {
				return Files.readString(log);
			}
			catch (final java.io.IOException exc) {
				return exc.toString();
			}
		});
		assertTrue(Files.readString(log).contains("computed"));
	}

	/** Computes, projects and trains under a language's digits. */
	public static void main(final String... arguments) {
		Locale.setDefault(new Locale.Builder().setLanguageTag(arguments[0]).setUnicodeLocaleKeyword("nu", switch (arguments[0]) {
			case "fa-IR" -> "arabext";
			case "ar-EG" -> "arab";
			default -> "deva";
		}).build());
		if (String.format("%d", 12).equals("12")) throw new IllegalStateException("The language has the digits 0 to 9");
		final TrainedNetwork trained = RandomNetworks.network(new Random(3));
		final Batch batch = new Batch(1, trained.network().inputShape());
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			session.forward(List.of(batch), List.of(trained.network().output().name()));
		}
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0.9, 0, 1, 1), EngineOptions.DEFAULT)) {
			session.step(batch, new int[] { 0 }, 0.01);
		}
		System.out.println("computed");
	}
}
