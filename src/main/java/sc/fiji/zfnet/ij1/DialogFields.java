package sc.fiji.zfnet.ij1;

import java.awt.AWTEvent;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import sc.fiji.zfnet.command.ZFNetCommand;

/**
 * The fields of a dialog, one an input. They are read as text, and not through the dialog's {@code getNext...} methods,
 * which would give the recorder keys made from the labels.
 */
final class DialogFields implements DialogListener {

	private static final int TEXT_COLUMNS = 25;
	private static final int NUMBER_COLUMNS = 8;
	private static final String OFFER = "Choose...";

	private final GenericDialog dialog;
	private final ZFNetCommand command;
	private final Map<String, Supplier<String>> readers = new LinkedHashMap<>();
	private final Map<String, Offer> offers = new LinkedHashMap<>();

	/** A text field and the list beside it that fills it. */
	private record Offer(TextField text, Choice list) {}

	/**
	 * Adds the fields to a dialog.
	 *
	 * @param texts what they show, by key
	 */
	DialogFields(final GenericDialog dialog, final ZFNetCommand command, final List<CommandParameter> inputs,
		final Map<String, String> texts)
	{
		this.dialog = dialog;
		this.command = command;
		for (final CommandParameter input : inputs)
			add(input, texts.get(input.key()), suggestions(input.key(), texts));
	}

	/** What the fields hold, by key. */
	Map<String, String> texts() {
		final Map<String, String> texts = new LinkedHashMap<>();
		readers.forEach((key, reader) -> texts.put(key, reader.get()));
		return texts;
	}

	private void add(final CommandParameter input, final String text, final List<String> suggestions) {
		switch (ParameterDialog.Field.of(input, suggestions)) {
			case CHECKBOX -> {
				dialog.addCheckbox(input.label(), Boolean.parseBoolean(text));
				final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
				readers.put(input.key(), () -> String.valueOf(box.getState()));
			}
			case CHOICE -> {
				dialog.addChoice(input.label(), input.choices().toArray(String[]::new), text);
				final Choice choice = (Choice) dialog.getChoices().lastElement();
				readers.put(input.key(), choice::getSelectedItem);
			}
			case SLIDER -> {
				final double first = (Double) ((Number) input.parse(text)).doubleValue();
				if (input.isWhole()) dialog.addSlider(input.label(), input.minimum().doubleValue(), input.maximum()
					.doubleValue(), first, 1);
				else dialog.addSlider(input.label(), input.minimum().doubleValue(), input.maximum().doubleValue(), first);
				read(input, (TextField) dialog.getNumericFields().lastElement(), text);
			}
			case NUMBER -> {
				dialog.addNumericField(input.label(), 0, 0, NUMBER_COLUMNS, null);
				read(input, (TextField) dialog.getNumericFields().lastElement(), text);
			}
			case FILE -> {
				dialog.addFileField(input.label(), text, TEXT_COLUMNS);
				read(input, (TextField) dialog.getStringFields().lastElement(), text);
			}
			case FOLDER -> {
				dialog.addDirectoryField(input.label(), text, TEXT_COLUMNS);
				read(input, (TextField) dialog.getStringFields().lastElement(), text);
			}
			case TEXT -> addText(input, text);
			case TEXT_AND_SUGGESTIONS -> {
				final TextField field = addText(input, text);
				dialog.addToSameRow();
				dialog.addChoice("", items(suggestions), OFFER);
				offers.put(input.key(), new Offer(field, (Choice) dialog.getChoices().lastElement()));
			}
		}
	}

	private TextField addText(final CommandParameter input, final String text) {
		dialog.addStringField(input.label(), text, input.isNumber() ? NUMBER_COLUMNS : TEXT_COLUMNS);
		final TextField field = (TextField) dialog.getStringFields().lastElement();
		read(input, field, text);
		return field;
	}

	private void read(final CommandParameter input, final TextField field, final String text) {
		// ImageJ would show the number 0.001 as 0 and end a folder's path with a separator.
		field.setText(text);
		readers.put(input.key(), field::getText);
	}

	private List<String> suggestions(final String key, final Map<String, String> texts) {
		return command.suggestions(key, texts);
	}

	private static String[] items(final List<String> suggestions) {
		final List<String> items = new ArrayList<>(List.of(OFFER));
		items.addAll(suggestions);
		return items.toArray(String[]::new);
	}

	@Override
	public boolean dialogItemChanged(final GenericDialog changed, final AWTEvent event) {
		if (event == null) return true;
		for (final Offer offer : offers.values())
			if (event.getSource() == offer.list && offer.list.getSelectedIndex() > 0) offer.text.setText(offer.list
				.getSelectedItem());
		// Only these fields decide what others can offer, and looking models up at every letter elsewhere would be slow.
		if (offers.values().stream().anyMatch(offer -> event.getSource() == offer.text || event.getSource() == offer.list))
			refresh();
		return true;
	}

	private void refresh() {
		final Map<String, String> texts = texts();
		offers.forEach((key, offer) -> {
			final String[] items = items(suggestions(key, texts));
			if (same(offer.list, items)) return;
			offer.list.removeAll();
			for (final String item : items)
				offer.list.add(item);
		});
	}

	private static boolean same(final Choice list, final String[] items) {
		if (list.getItemCount() != items.length) return false;
		for (int i = 0; i < items.length; i++)
			if (!list.getItem(i).equals(items[i])) return false;
		return true;
	}
}
