package sc.fiji.zfnet.ij1;

import java.awt.AWTEvent;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import sc.fiji.zfnet.command.ZFNetCommand;

/**
 * The fields of a dialog, one per input. They are read as text rather than through the dialog's {@code getNext...}
 * methods, which would record keys derived from the labels.
 */
final class DialogFields implements DialogListener {

	private static final int TEXT_COLUMNS = 25;
	private static final int NUMBER_COLUMNS = 8;
	private static final String OFFER = "Choose...";

	private final GenericDialog dialog;
	private final ZFNetCommand command;
	private final Map<String, Supplier<String>> readers = new LinkedHashMap<>();
	private final Map<String, Offer> offers = new LinkedHashMap<>();

	/** A text field and the list of suggestions beside it. */
	private record Offer(TextField text, Choice list) {

		/** Sets the suggestions. */
		void fill(final List<String> suggestions) {
			if (listed().equals(suggestions)) return;
			list.removeAll();
			list.add(OFFER);
			suggestions.forEach(list::add);
			list.setVisible(!suggestions.isEmpty());
		}

		private List<String> listed() {
			return IntStream.range(1, list.getItemCount()).mapToObj(list::getItem).toList();
		}

		/** Copies the chosen suggestion to the text field. */
		void take() {
			if (list.getSelectedIndex() > 0) text.setText(list.getSelectedItem());
			list.select(0);
		}
	}

	/**
	 * Adds the fields to a dialog.
	 *
	 * @param texts initial texts, by key
	 */
	DialogFields(final GenericDialog dialog, final ZFNetCommand command, final List<CommandParameter> inputs,
		final Map<String, String> texts)
	{
		this.dialog = dialog;
		this.command = command;
		for (final CommandParameter input : inputs)
			add(input, texts);
	}

	/** The texts in the fields, by key. */
	Map<String, String> texts() {
		final Map<String, String> texts = new LinkedHashMap<>();
		readers.forEach((key, reader) -> texts.put(key, reader.get()));
		return texts;
	}

	private void add(final CommandParameter input, final Map<String, String> texts) {
		final String text = texts.get(input.key());
		switch (ParameterDialog.Field.of(input)) {
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
				final double first = ((Number) input.defaultValue()).doubleValue();
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
				final Offer offer = new Offer(addText(input, text), new Choice());
				offer.list.setVisible(false);
				offer.fill(command.suggestions(input.key(), texts));
				putTogether(offer);
				offers.put(input.key(), offer);
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
		// ImageJ's own fields would show 0.001 as 0 and append a separator to the path of a folder.
		field.setText(text);
		readers.put(input.key(), field::getText);
	}

	/** Places the list beside its text field, as ImageJ places the Browse button. */
	private void putTogether(final Offer offer) {
		offer.list.addItemListener(event -> offer.take());
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		final GridBagConstraints place = layout.getConstraints(offer.text);
		final Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
		panel.add(offer.text);
		panel.add(offer.list);
		layout.setConstraints(panel, place);
		dialog.add(panel);
	}

	@Override
	public boolean dialogItemChanged(final GenericDialog changed, final AWTEvent event) {
		// Only these fields affect the suggestions for others, and looking up models at every keystroke would be slow.
		if (event == null || offers.values().stream().noneMatch(offer -> event.getSource() == offer.text)) return true;
		final Map<String, String> texts = texts();
		offers.forEach((key, offer) -> offer.fill(command.suggestions(key, texts)));
		dialog.pack();
		return true;
	}
}
