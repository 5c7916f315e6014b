package sc.fiji.zfnet.ij1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a macro failed.
 *
 * @param message what is wrong
 * @param line line of the macro, from 1; 0 where it is not known
 */
public record MacroError(String message, int line) {

	/** As ImageJ's interpreter says it: title, message, line, and then the line's code. */
	private static final Pattern INTERPRETER = Pattern.compile("(?:Macro Error|No Image): (.*?) in line (\\d+)(?: ?\\(.*?)?\\s.*",
		Pattern.DOTALL);

	/** Takes ImageJ's text apart. */
	static MacroError of(final String text) {
		final Matcher matcher = INTERPRETER.matcher(text + "\n");
		return matcher.matches() ? new MacroError(matcher.group(1), Integer.parseInt(matcher.group(2))) : new MacroError(text
			.strip(), 0);
	}
}
