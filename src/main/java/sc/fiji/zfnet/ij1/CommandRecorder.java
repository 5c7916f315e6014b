package sc.fiji.zfnet.ij1;

import java.util.Map;
import java.util.Objects;

import ij.plugin.frame.Recorder;

/** Records the keys of a command that was run from the menu. */
final class CommandRecorder {

	private CommandRecorder() {}

	/** Records the values that differ from the defaults, instead of what the dialog's fields may have recorded. */
	static void record(final Map<CommandParameter, Object> values) {
		Recorder.resetCommandOptions();
		values.forEach((input, value) -> {
			if (!isDefault(input, value)) record(input, value);
		});
		// Without any option, the recorded line would open the dialog again.
		if (Recorder.getCommandOptions() == null) Recorder.recordOption(" ");
	}

	private static boolean isDefault(final CommandParameter input, final Object value) {
		return Objects.equals(text(value), input.defaultText());
	}

	private static void record(final CommandParameter input, final Object value) {
		if (Boolean.TRUE.equals(value)) Recorder.recordOption(input.key());
		else Recorder.recordOption(input.key(), recordable(text(value)));
	}

	/** The value in the form that the recorder needs. The recorder adds brackets itself, but only around spaces. */
	static String recordable(final String value) {
		final String escaped = Recorder.fixString(value);
		return escaped.indexOf(' ') >= 0 ? escaped : MacroOptions.quoted(escaped);
	}

	private static String text(final Object value) {
		return value == null ? "" : value.toString();
	}
}
