package sc.fiji.zfnet.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that users may have written with any program. */
public final class TextFile {

	private static final String ENCODING_MARK = "\ufeff";

	private TextFile() {}

	/**
	 * Reads a file in UTF-8, without the byte order mark that some editors and spreadsheets write.
	 *
	 * @throws java.nio.charset.CharacterCodingException if it has another encoding
	 * @throws IOException if it cannot be read
	 */
	public static String read(final Path file) throws IOException {
		final String text = Files.readString(file, StandardCharsets.UTF_8);
		return text.startsWith(ENCODING_MARK) ? text.substring(ENCODING_MARK.length()) : text;
	}
}
