package sc.fiji.zfnet.ij1;

import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Extracts the errors from what ImageJ prints if it has no window to show them in. */
final class MacroMessages {

	private final List<MacroError> errors = new ArrayList<>();

	/** The errors so far. */
	synchronized List<MacroError> errors() {
		return List.copyOf(errors);
	}

	/** Adds an error. */
	synchronized void add(final String text) {
		errors.add(MacroError.of(text));
	}

	/** A stream that passes on everything except ImageJ's errors, which are collected here. */
	PrintStream watch(final PrintStream stream) {
		return new PrintStream(stream, true) {

			@Override
			public void println(final String text) {
				if (text != null && StackWalker.getInstance().walk(MacroMessages::isError)) add(text);
				else super.println(text);
			}
		};
	}

	/** Whether an error is being shown, judged by the calling methods: the same text could also come from a macro's print. */
	private static boolean isError(final Stream<StackFrame> frames) {
		final List<String> calls = frames.skip(1).limit(8).map(frame -> frame.getClassName() + "." + frame.getMethodName())
			.toList();
		final String caller = calls.get(0);
		if (caller.equals("ij.macro.Interpreter.showError")) return true;
		if (caller.equals("ij.IJ.showMessage")) return calls.contains("ij.IJ.error") || calls.contains(
			"ij.macro.Functions.exit");
		// ImageJ writes a plugin's exception to the log.
		return caller.equals("ij.IJ.log") && calls.size() > 1 && (calls.get(1).equals("ij.Executer.run") || calls.get(1)
			.equals("ij.IJ.handleException"));
	}
}
