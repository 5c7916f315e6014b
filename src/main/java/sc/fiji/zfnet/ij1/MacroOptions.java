package sc.fiji.zfnet.ij1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A strict parser for the options string of a macro's {@code run("LABEL", "key=value key=[value with spaces] flag")}.
 * <p>
 * A value ends at white space unless it is enclosed in square brackets, which must balance, or in single quotes. A value
 * {@code &name} is replaced by that of the macro's variable. A key without a value is a flag.
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
	 * Parses options.
	 *
	 * @param text the options from a macro
	 * @param variables returns the value of a macro variable, or null if there is no such variable
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

	/** A value as written in options, in brackets if necessary. */
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
				"' occurs twice; each key is accepted only once");
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
				"The key '" + key + "' has '" + text.charAt(i + 1) + "' after its closing bracket; only a space is accepted there");
			return i;
		}
		throw new IllegalArgumentException("The key '" + key + "' has a bracket that is not closed: " + text.substring(
			position).strip());
	}

	/** The end of a quoted value; -1 if the value merely begins with a quote. */
	private int closingQuote() {
		for (int i = text.indexOf('\'', position + 1); i > 0; i = text.indexOf('\'', i + 1))
			if (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1))) return i;
		return -1;
	}

	/**
	 * The variable's value if the text names one. In brackets, an unknown variable is kept as text, because a file name may
	 * begin with "&amp;".
	 */
	private String resolved(final String key, final String value, final boolean enclosed) {
		if (!value.matches("&[A-Za-z_]\\w*")) return value;
		final String found = variables.apply(value.substring(1));
		if (found == null && !enclosed) throw new IllegalArgumentException("The key '" + key + "' is '" + value +
			"', but the macro has no variable of that name with a value");
		return found == null ? value : found;
	}
}
