package sc.fiji.zfnet.ij1;

import java.io.File;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import org.scijava.command.CommandModuleItem;

/** A declared input of a command: its key, the accepted values, and the conversion from text to the field's value. */
public final class CommandParameter {

	private final CommandModuleItem<?> item;
	private final Object defaultValue;

	CommandParameter(final CommandModuleItem<?> item, final Object defaultValue) {
		this.item = item;
		this.defaultValue = defaultValue;
		if (!List.of(String.class, File.class, boolean.class, int.class, double.class, Integer.class, Double.class).contains(
			type())) throw new IllegalStateException("The parameter " + item.getField() +
				" has a type that a macro cannot provide");
	}

	/** The macro key. */
	public String key() {
		return item.getName();
	}

	/** Its label in a dialog. */
	public String label() {
		return item.getLabel().isEmpty() ? key().substring(0, 1).toUpperCase(Locale.ROOT) + key().substring(1) : item.getLabel();
	}

	/** Its description; may be empty. */
	public String description() {
		return item.getDescription();
	}

	/** The type of the field. */
	public Class<?> type() {
		return item.getType();
	}

	/** Whether it is a flag, that is, either set or not. */
	public boolean isFlag() {
		return type() == boolean.class;
	}

	/** Whether it is a number, integer or decimal. */
	public boolean isNumber() {
		return isWhole() || type() == double.class || type() == Double.class;
	}

	/** Whether it is an integer. */
	public boolean isWhole() {
		return type() == int.class || type() == Integer.class;
	}

	/** Whether it is a folder. */
	public boolean isFolder() {
		return type() == File.class && "directory".equals(item.getWidgetStyle());
	}

	/** Whether it is a file. */
	public boolean isFile() {
		return type() == File.class && !isFolder();
	}

	/** Whether it has no default and must be given. */
	public boolean isRequired() {
		return item.isRequired() && (defaultValue == null || defaultValue.equals(""));
	}

	/** The accepted values; empty if it is not a choice. */
	public List<String> choices() {
		return List.of(item.getParameter().choices());
	}

	/** Smallest accepted number; null for none. */
	public BigDecimal minimum() {
		return bound(item.getParameter().min());
	}

	/** Largest accepted number; null for none. */
	public BigDecimal maximum() {
		return bound(item.getParameter().max());
	}

	private static BigDecimal bound(final String text) {
		return text.isEmpty() ? null : new BigDecimal(text);
	}

	/** Value of the field if the key is not given. */
	public Object defaultValue() {
		return defaultValue;
	}

	/** The default as written in a macro. */
	public String defaultText() {
		return defaultValue == null ? "" : defaultValue.toString();
	}

	Field field() {
		return item.getField();
	}

	/**
	 * Converts the user's text to the field's value.
	 *
	 * @throws IllegalArgumentException if it is not accepted
	 */
	public Object parse(final String text) {
		final String trimmed = text.strip();
		if (trimmed.isEmpty()) return blank();
		if (isFlag()) return parseFlag(trimmed);
		if (isNumber()) return parseNumber(trimmed);
		if (type() == File.class) return new File(text);
		return choices().isEmpty() ? text : parseChoice(trimmed);
	}

	private Object blank() {
		if (isRequired()) throw missing();
		if (type() == String.class && choices().isEmpty()) return "";
		if (type().isPrimitive() || !choices().isEmpty()) throw refused("");
		return null;
	}

	private Boolean parseFlag(final String text) {
		if (text.equalsIgnoreCase("true")) return true;
		if (text.equalsIgnoreCase("false")) return false;
		throw refused(text);
	}

	private String parseChoice(final String text) {
		for (final String choice : choices())
			if (choice.equalsIgnoreCase(text)) return choice;
		throw refused(text);
	}

	private Object parseNumber(final String text) {
		try {
			final BigDecimal number = new BigDecimal(text);
			if (minimum() != null && number.compareTo(minimum()) < 0) throw refused(text);
			if (maximum() != null && number.compareTo(maximum()) > 0) throw refused(text);
			// All numeric variables of a macro are decimal, so 5.0 is a whole number, too.
			if (isWhole()) return number.intValueExact();
			if (Double.isInfinite(number.doubleValue())) throw refused(text);
			return number.doubleValue();
		}
		catch (final ArithmeticException | NumberFormatException e) {
			throw refused(text);
		}
	}

	/** The error for a required key that is not given. */
	IllegalArgumentException missing() {
		return new IllegalArgumentException("The key '" + key() + "' is missing; it is required and accepts " + accepted());
	}

	private IllegalArgumentException refused(final String text) {
		return new IllegalArgumentException("The key '" + key() + "' is '" + text + "'; " + accepted() + " is accepted");
	}

	/** The accepted values, in words. */
	public String accepted() {
		if (isFlag()) return "true or false";
		if (!choices().isEmpty()) return "one of " + String.join(", ", choices());
		if (isNumber()) return (isWhole() ? "a whole number" : "a number") + range();
		return isFolder() ? "the path of a folder" : isFile() ? "the path of a file" : "text";
	}

	private String range() {
		if (minimum() == null) return maximum() == null ? "" : " up to " + maximum();
		return maximum() == null ? " of at least " + minimum() : " from " + minimum() + " to " + maximum();
	}
}
