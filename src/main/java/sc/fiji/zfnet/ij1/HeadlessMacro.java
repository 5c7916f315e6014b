package sc.fiji.zfnet.ij1;

import java.io.PrintStream;
import java.util.List;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.macro.Interpreter;

/**
 * Runs an ImageJ macro without a display, after {@link ImageJPatches}. ImageJ reports a failed macro only on standard
 * output or standard error, so both are monitored during the run.
 */
public final class HeadlessMacro {

	private HeadlessMacro() {}

	/**
	 * The result of a macro.
	 *
	 * @param value the returned value, or null
	 * @param errors the reasons why it failed; empty if it succeeded
	 */
	public record Result(String value, List<MacroError> errors) {}

	/**
	 * Runs a macro on the calling thread.
	 *
	 * @param code the macro
	 * @param argument the value of {@code getArgument()}
	 */
	public static Result run(final String code, final String argument) {
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final String thread = Thread.currentThread().getName();
		final MacroMessages messages = new MacroMessages();
		try {
			System.setOut(messages.watch(out));
			System.setErr(messages.watch(err));
			// ImageJ stops a macro only on a thread with the name of a macro thread.
			Thread.currentThread().setName("Run$_Macro$");
			if (Menus.getCommands() == null) IJ.runPlugIn("ij.IJ.init", "");
			return new Result(interpret(code, argument, messages), messages.errors());
		}
		finally {
			Thread.currentThread().setName(thread);
			System.setOut(out);
			System.setErr(err);
		}
	}

	private static String interpret(final String code, final String argument, final MacroMessages messages) {
		try {
			return new Interpreter().run(code, argument);
		}
		catch (final RuntimeException e) {
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) messages.add(e.toString());
			else if (messages.errors().isEmpty() && !isExit(e)) messages.add("The macro was cancelled");
			return null;
		}
		finally {
			if (Interpreter.getInstance() != null) Interpreter.abort();
		}
	}

	/** Whether the macro called {@code exit()}. */
	private static boolean isExit(final RuntimeException e) {
		return e.getStackTrace().length > 0 && e.getStackTrace()[0].getMethodName().equals("exit");
	}
}
