package sc.fiji.zfnet.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Ends a command for a reason that the user can correct; the message is one sentence for the user. */
public final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Characters of a message; some lists are long. */
	private static final int LONGEST = 400;

	/**
	 * Ends a command.
	 *
	 * @param sentence what was found and what is accepted
	 */
	public CommandException(final String sentence) {
		super(shortened(sentence));
	}

	/** Ends a command because of an invalid value, or a file that cannot be read or written. */
	public CommandException(final Exception cause) {
		super(shortened(sentence(cause)), cause);
	}

	/** Of a long sentence, such as one that lists all layers, the beginning and the end. */
	private static String shortened(final String sentence) {
		if (sentence.codePointCount(0, sentence.length()) <= LONGEST) return sentence;
		final int begin = sentence.offsetByCodePoints(0, LONGEST * 3 / 4);
		final int end = sentence.offsetByCodePoints(sentence.length(), -LONGEST / 4);
		return sentence.substring(0, begin) + " [...] " + sentence.substring(end);
	}

	/** Java's messages about files are often a bare path; these say what is wrong with it. */
	private static String sentence(final Exception cause) {
		if (cause instanceof UncheckedIOException unchecked) return sentence(unchecked.getCause());
		if (cause instanceof NoSuchFileException missing) return "There is no file or folder '" + missing.getFile() + "'";
		if (cause instanceof AccessDeniedException denied) return "Access to '" + denied.getFile() + "' is not allowed";
		if (cause instanceof FileAlreadyExistsException existing) return "'" + existing.getFile() + "' exists already";
		if (cause instanceof FileSystemException failed) return "'" + failed.getFile() + "' cannot be read or written" +
			(failed.getReason() == null ? "" : ": " + failed.getReason());
		if (cause.getMessage() != null && !cause.getMessage().isBlank()) return cause.getMessage();
		return cause instanceof IOException ? "A file cannot be read or written" : "A value is not accepted (" + cause
			.getClass().getSimpleName() + ")";
	}
}
