package sc.fiji.zfnet.ij1;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.gui.GenericDialog;
import sc.fiji.zfnet.command.ZFNetCommand;

/** A dialog for a command's inputs, built from their declarations. */
final class ParameterDialog {

	/** The last texts of each command's dialog in this session; macros never see them. */
	private static final Map<String, Map<String, String>> LAST = new HashMap<>();

	private final CommandParameters parameters;
	private final ZFNetCommand command;

	ParameterDialog(final CommandParameters parameters, final ZFNetCommand command) {
		this.parameters = parameters;
		this.command = command;
	}

	/** Shows the dialog until all values are accepted; returns nothing if the user cancels. */
	Optional<Map<CommandParameter, Object>> show() {
		Map<String, String> texts = initialTexts();
		while (true) {
			final GenericDialog dialog = new GenericDialog(parameters.label().replace("...", ""));
			final DialogFields fields = new DialogFields(dialog, command, parameters.inputs(), texts);
			if (!command.dialogNote().isEmpty()) dialog.addMessage(command.dialogNote());
			dialog.addHelp(HelpText.html(parameters, command.helpUrl()));
			dialog.addDialogListener(fields);
			dialog.showDialog();
			if (dialog.wasCanceled()) return Optional.empty();
			texts = fields.texts();
			try {
				final Map<CommandParameter, Object> values = parameters.values(texts);
				LAST.put(parameters.label(), texts);
				return Optional.of(values);
			}
			catch (final IllegalArgumentException e) {
				IJ.showMessage(parameters.label(), e.getMessage());
			}
		}
	}

	/** The initial texts: the defaults, overridden by the dialog's last texts, overridden by the command's own values. */
	Map<String, String> initialTexts() {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final CommandParameter input : parameters.inputs())
			texts.put(input.key(), input.defaultText());
		texts.putAll(LAST.getOrDefault(parameters.label(), Map.of()));
		texts.putAll(command.dialogValues());
		return texts;
	}

	/** The kind of field for an input. */
	enum Field {
			CHECKBOX, CHOICE, SLIDER, NUMBER, FILE, FOLDER, TEXT, TEXT_AND_SUGGESTIONS;

		/** The kind for an input. */
		static Field of(final CommandParameter input) {
			if (input.isFlag()) return CHECKBOX;
			if (!input.choices().isEmpty()) return CHOICE;
			if (input.isFolder()) return FOLDER;
			if (input.isFile()) return FILE;
			// Sliders and number fields cannot be left blank.
			if (input.isNumber() && input.type().isPrimitive()) return input.minimum() != null && input.maximum() != null
				? SLIDER : NUMBER;
			return input.isNumber() ? TEXT : TEXT_AND_SUGGESTIONS;
		}
	}
}
