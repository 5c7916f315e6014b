package sc.fiji.zfnet.ij1;

import java.io.PrintWriter;
import java.io.StringWriter;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/**
 * Tells the user in one sentence why a command failed, and stops a macro there.
 *
 * @param label name of the command
 * @param macro whether a macro or script runs it
 */
record Errors(String label, boolean macro) {

	/** Reports an error that the user can correct; does not return if a macro runs the command. */
	void report(final String sentence) {
		final Interpreter interpreter = macro ? Interpreter.getInstance() : null;
		if (interpreter == null) {
			IJ.error(label, macro ? label + ": " + sentence : sentence);
			return;
		}
		// IJ.error does the same, but loses track of the macro once a command has run another one.
		interpreter.abort(label + ": " + sentence);
		throw new RuntimeException(Macro.MACRO_CANCELED);
	}

	/** Reports an unexpected error; the stack trace goes to the log. */
	void unexpected(final Throwable error) {
		final StringWriter trace = new StringWriter();
		error.printStackTrace(new PrintWriter(trace, true));
		if (IJ.getInstance() == null) System.err.print(trace);
		else IJ.log(trace.toString());
		report(error instanceof OutOfMemoryError ? "There is not enough memory; see Edit > Options > Memory & Threads"
			: "The command stopped because of an unexpected error (" + error + "); the log shows where it occurred");
	}

	/** Whether an exception is ImageJ's way of stopping a macro rather than an error. */
	static boolean isStop(final Throwable error) {
		return error instanceof ThreadDeath || error instanceof RuntimeException && Macro.MACRO_CANCELED.equals(error
			.getMessage());
	}
}
