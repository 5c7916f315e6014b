package sc.fiji.zfnet.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import sc.fiji.zfnet.ij1.HeadlessMacro;
import sc.fiji.zfnet.ij1.MacroError;

/** Runs macros in tests, without a display, each in an ImageJ without images and results. */
public final class MacroRunner {

	private MacroRunner() {}

	/**
	 * The result of a macro.
	 *
	 * @param value the returned value, or null
	 * @param printed the lines that it printed
	 * @param errors the messages of its errors; empty when it finished
	 */
	public record Outcome(String value, List<String> printed, List<String> errors) {

		/**
		 * The one error.
		 *
		 * @throws AssertionError when there is none or are several
		 */
		public String error() {
			if (errors.size() != 1) throw new AssertionError("One error was expected, there are: " + errors);
			return errors.get(0);
		}
	}

	/** Runs a macro, whether it fails or not. */
	public static Outcome run(final String code) {
		return run(code, "");
	}

	/** Runs a macro with what {@code getArgument()} gives in it, whether it fails or not. */
	public static Outcome run(final String code, final String argument) {
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		final PrintStream out = System.out;
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try {
			final HeadlessMacro.Result result = HeadlessMacro.run(code, argument);
			return new Outcome(result.value(), printed.toString(StandardCharsets.UTF_8).lines().toList(), result.errors()
				.stream().map(MacroError::message).toList());
		}
		finally {
			HeadlessMacro.run("close('*'); run('Clear Results');", "");
			System.setOut(out);
		}
	}

	/**
	 * Runs a macro that must finish; gives what it returned.
	 *
	 * @throws AssertionError when it fails
	 */
	public static String value(final String code) {
		final Outcome outcome = run(code);
		if (!outcome.errors().isEmpty()) throw new AssertionError("The macro failed: " + outcome.errors());
		return outcome.value();
	}
}
