package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.Prefs;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.Services;

class OptionsTest {

	private final Settings before = Services.settings().load();

	@AfterEach
	void restore() {
		Services.settings().save(before);
	}

	@Test
	void macrosSetThemAndUnnamedKeysGoBackToTheirDefaults(@TempDir final Path folder) {
		MacroRunner.value("run('ZFNet Options...', 'device=gpu threads=2 precision=bfloat16 models=[" + folder + "]');");
		assertEquals(new Settings("gpu", 2, "bfloat16", Optional.of(folder)), Services.settings().load());
		MacroRunner.value("run('ZFNet Options...', 'device=cpu');");
		assertEquals(new Settings("cpu", 0, "float32", Optional.empty()), Services.settings().load());
	}

	@Test
	void aFolderThatIsNotThereIsRefusedAndNothingChanges() {
		assertEquals("ZFNet Options...: The models folder '/no/such' is not an existing folder; an existing folder is accepted",
			MacroRunner.run("run('ZFNet Options...', 'threads=7 models=/no/such');").error());
		assertEquals(before, Services.settings().load());
	}

	@Test
	void moreThreadsThanTensorFlowCanStartAreRefused() {
		assertEquals("ZFNet Options...: The number of threads is 2000000000; 0 (all) to 1024 is accepted", MacroRunner.run(
			"run('ZFNet Options...', 'threads=2000000000');").error());
		assertEquals(before, Services.settings().load());
		Prefs.set("zfnet.threads", 2e9);
		assertEquals(0, Services.settings().load().threads());
	}

	@Test
	void preferencesThatAreNotAcceptedCountAsNotSet() {
		Prefs.set("zfnet.device", "abacus");
		Prefs.set("zfnet.threads", -3);
		assertEquals("auto", Services.settings().load().device());
		assertEquals(0, Services.settings().load().threads());
	}

	@Test
	void scriptsRunTheCommandByItsClassAndGetTheSentence() throws Exception {
		try (Context context = new Context(CommandService.class)) {
			final CommandService commands = context.service(CommandService.class);
			commands.run(Options.class, false, "device", "cpu", "threads", 4).get();
			assertEquals(new Settings("cpu", 4, "float32", Optional.empty()), Services.settings().load());
			final ExecutionException e = assertThrows(ExecutionException.class, () -> commands.run(Options.class, false,
				"device", "abacus").get());
			Throwable cause = e;
			while (!(cause instanceof CommandException))
				cause = cause.getCause();
			assertEquals("The device is 'abacus'; accepted are auto, cpu, gpu", cause.getMessage());
		}
	}

	@Test
	void checkWritesATableThatFindsEveryOperationRight(@TempDir final Path folder) throws Exception {
		assertEquals("right", MacroRunner.value("run('ZFNet Options...', 'check output=[" + folder +
			"]'); return getResultString('verdict', 0);"));
		final List<String> lines = Files.readAllLines(folder.resolve("check.csv"));
		assertTrue(lines.get(0).startsWith("operation,shapes,worst_error,verdict,worst_shape,"), lines.get(0));
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("\"Convolution, down\",")), lines.toString());
		assertTrue(lines.stream().skip(1).allMatch(line -> line.contains(",right,")), lines.toString());
	}

	@Test
	void anOutputFolderWithoutACheckIsRefused(@TempDir final Path folder) {
		assertEquals("ZFNet Options...: The output folder '" + folder +
			"' is given without 'check'; only a check has a file to write", MacroRunner.run(
				"run('ZFNet Options...', 'output=[" + folder + "]');").error());
	}
}
