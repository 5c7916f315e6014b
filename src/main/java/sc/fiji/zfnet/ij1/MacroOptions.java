package sc.fiji.zfnet.ij1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The options string of a macro's {@code run("LABEL", "key=value key=[value with spaces] flag")}, taken apart strictly.
 * <p>
 * A value ends at white space, unless it stands in square brackets, which must balance, or in single quotes. A value
 * {@code &name} is that of the macro's variable. A key without a value is a flag.
 * </p>
 */
public final class MacroOptions {

	private final Map<String, Optional<String>> values = new LinkedHashMap<>();
	private final String text;
	private final UnaryOperator<String> variables;
	private int position;

	private MacroOptions(final String text, final UnaryOperator<String> variables) {
		this.text = text;
		this.variables = variables;
	}

	/**
	 * Takes options apart.
	 *
	 * @param text the options, as a macro gives them
	 * @param variables value of the macro's variable of a name, or null where there is none
	 * @throws IllegalArgumentException when a key comes twice, a bracket is not closed, a value has no key or a variable
	 *           does not exist
	 */
	public static MacroOptions parse(final String text, final UnaryOperator<String> variables) {
		final MacroOptions options = new MacroOptions(text, variables);
		options.readAll();
		return options;
	}

	/** The keys, in the order of the options. */
	public Set<String> keys() {
		return values.keySet();
	}

	/** Whether a key is there. */
	public boolean has(final String key) {
		return values.containsKey(key);
	}

	/** Value of a key; empty where it is a bare flag or not there. */
	public Optional<String> value(final String key) {
		return values.getOrDefault(key, Optional.empty());
	}

	/** A value as it stands in options, in brackets where it needs them. */
	public static String quoted(final String value) {
		final boolean plain = !value.isEmpty() && value.chars().noneMatch(Character::isWhitespace) && "['&".indexOf(value
			.charAt(0)) < 0;
		return plain ? value : "[" + value + "]";
	}

	private void readAll() {
		for (skipSpace(); position < text.length(); skipSpace()) {
			final String key = readKey();
			final boolean flag = position == text.length() || text.charAt(position) != '=';
			if (!flag) position++;
			final Optional<String> value = flag ? Optional.empty() : Optional.of(readValue(key));
			if (values.putIfAbsent(key, value) != null) throw new IllegalArgumentException("The key '" + key +
				"' is there twice; once is accepted");
		}
	}

	private void skipSpace() {
		while (position < text.length() && Character.isWhitespace(text.charAt(position)))
			position++;
	}

	private String readKey() {
		final int start = position;
		while (position < text.length() && text.charAt(position) != '=' && !Character.isWhitespace(text.charAt(position)))
			position++;
		final String key = text.substring(start, position);
		if (key.isEmpty()) throw new IllegalArgumentException("There is a value without a key at '" + text.substring(start)
			.strip() + "'; key=value is accepted");
		return key;
	}

	private String readValue(final String key) {
		final char first = position < text.length() ? text.charAt(position) : ' ';
		final int end = first == '[' ? closingBracket(key) : first == '\'' ? closingQuote() : -1;
		if (end < 0) return resolved(key, readPlain(), false);
		final String value = text.substring(position + 1, end);
		position = end + 1;
		return resolved(key, value, true);
	}

	private String readPlain() {
		final int start = position;
		while (position < text.length() && !Character.isWhitespace(text.charAt(position)))
			position++;
		return text.substring(start, position);
	}

	private int closingBracket(final String key) {
		int open = 0;
		for (int i = position; i < text.length(); i++) {
			if (text.charAt(i) == '[') open++;
			else if (text.charAt(i) == ']') open--;
			if (open > 0) continue;
			if (i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1))) throw new IllegalArgumentException(
				"The key '" + key + "' has '" + text.charAt(i + 1) + "' after its closing bracket; a space is accepted");
			return i;
		}
		throw new IllegalArgumentException("The key '" + key + "' has a bracket that is not closed: " + text.substring(
			position).strip());
	}

	/** Where a quoted value ends; -1 for one that merely begins with a quote. */
	private int closingQuote() {
		for (int i = text.indexOf('\'', position + 1); i > 0; i = text.indexOf('\'', i + 1))
			if (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1))) return i;
		return -1;
	}

	/** The variable's value where the text names one. A file may be called "&amp;", so in brackets it need not. */
	private String resolved(final String key, final String value, final boolean enclosed) {
		if (!value.matches("&[A-Za-z_]\\w*")) return value;
		final String found = variables.apply(value.substring(1));
		if (found == null && !enclosed) throw new IllegalArgumentException("The key '" + key + "' is '" + value +
			"', but the macro has no variable of that name with a value");
		return found == null ? value : found;
	}
}
