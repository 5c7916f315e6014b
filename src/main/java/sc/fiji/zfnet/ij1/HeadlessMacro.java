package sc.fiji.zfnet.ij1;

import java.io.PrintStream;
import java.util.List;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.macro.Interpreter;

/**
 * Runs an ImageJ macro without a display, after {@link ImageJPatches}. ImageJ tells of a failed macro only by a message on
 * standard output or standard error, so those are watched meanwhile.
 */
public final class HeadlessMacro {

	private HeadlessMacro() {}

	/**
	 * What came of a macro.
	 *
	 * @param value what it returned, or null
	 * @param errors why it failed; empty when it did not
	 */
	public record Result(String value, List<MacroError> errors) {}

	/**
	 * Runs a macro on the calling thread.
	 *
	 * @param code the macro
	 * @param argument what {@code getArgument()} gives in it
	 */
	public static Result run(final String code, final String argument) {
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final String thread = Thread.currentThread().getName();
		final MacroMessages messages = new MacroMessages();
		try {
			System.setOut(messages.watch(out));
			System.setErr(messages.watch(err));
			// ImageJ stops a macro only on a thread with a macro's name.
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

	/** Whether the macro ended itself with {@code exit()}. */
	private static boolean isExit(final RuntimeException e) {
		return e.getStackTrace().length > 0 && e.getStackTrace()[0].getMethodName().equals("exit");
	}
}
