package sc.fiji.zfnet.ij1;

import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Takes the errors out of what ImageJ prints where it has no window to show them in. */
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

	/** A stream that passes all on but ImageJ's errors, which it keeps here. */
	PrintStream watch(final PrintStream stream) {
		return new PrintStream(stream, true) {

			@Override
			public void println(final String text) {
				if (text != null && StackWalker.getInstance().walk(MacroMessages::isError)) add(text);
				else super.println(text);
			}
		};
	}

	/** Whether an error is being shown, judged by who calls: the text alone could as well come from a macro's print. */
	private static boolean isError(final Stream<StackFrame> frames) {
		final List<String> calls = frames.skip(1).limit(8).map(frame -> frame.getClassName() + "." + frame.getMethodName())
			.toList();
		final String caller = calls.get(0);
		if (caller.equals("ij.macro.Interpreter.showError")) return true;
		if (caller.equals("ij.IJ.showMessage")) return calls.contains("ij.IJ.error") || calls.contains(
			"ij.macro.Functions.exit");
		// A plugin's exception goes to the log.
		return caller.equals("ij.IJ.log") && calls.size() > 1 && (calls.get(1).equals("ij.Executer.run") || calls.get(1)
			.equals("ij.IJ.handleException"));
	}
}
