package sc.fiji.zfnet.ij1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a macro failed.
 *
 * @param message description of the error
 * @param line line of the macro, from 1; 0 if unknown
 */
public record MacroError(String message, int line) {

	/** The format of ImageJ's interpreter: title, message, line number, and then the code of the line. */
	private static final Pattern INTERPRETER = Pattern.compile("(?:Macro Error|No Image): (.*?) in line (\\d+)(?: ?\\(.*?)?\\s.*",
		Pattern.DOTALL);

	/** Parses ImageJ's text. */
	static MacroError of(final String text) {
		final Matcher matcher = INTERPRETER.matcher(text + "\n");
		return matcher.matches() ? new MacroError(matcher.group(1), Integer.parseInt(matcher.group(2))) : new MacroError(text
			.strip(), 0);
	}
}
