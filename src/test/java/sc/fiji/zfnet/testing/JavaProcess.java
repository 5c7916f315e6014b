package sc.fiji.zfnet.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a main class of the tests in a Java process of its own. */
public final class JavaProcess {

	private JavaProcess() {}

	/**
	 * What came of a process.
	 *
	 * @param code its exit code; other than 0 where it failed, or was ended by its native libraries
	 * @param printed what it wrote to standard output, and to standard error where that was asked for
	 */
	public record Outcome(int code, String printed) {}

	/**
	 * Runs one until it ends.
	 *
	 * @param main the class
	 * @param environment variables set beside those of this process; one that is empty is taken away
	 * @param errors whether what it writes to standard error belongs to what it printed
	 * @param arguments arguments of the class
	 */
	public static Outcome run(final Class<?> main, final Map<String, String> environment, final boolean errors,
		final String... arguments) throws IOException, InterruptedException
	{
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		final ProcessBuilder builder = new ProcessBuilder(command);
		environment.forEach((name, value) -> {
			if (value.isEmpty()) builder.environment().remove(name);
			else builder.environment().put(name, value);
		});
		if (errors) builder.redirectErrorStream(true);
		else builder.redirectError(ProcessBuilder.Redirect.DISCARD);
		final Process process = builder.start();
		final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Outcome(process.waitFor(), printed);
	}
}
