package sc.fiji.zfnet.tensorflow.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The layers that were found right on this machine, in a text file: one fingerprint of machine and layer per line. Without a
 * file that can be written they are remembered until Java ends. Layers that were found wrong are not remembered, since the
 * next release of a library may mend them.
 */
final class RememberedVerdicts {

	/** Those of this process by file, also where the file cannot be written. */
	private static final Map<String, Set<String>> BY_FILE = new HashMap<>();

	private final Path file;
	private final String machine;
	private final Set<String> known;

	/**
	 * @param file where they are kept; null for this process alone
	 * @param machine what decides on the kernels
	 */
	RememberedVerdicts(final Path file, final String machine) {
		this.file = file;
		this.machine = machine;
		synchronized (BY_FILE) {
			known = BY_FILE.computeIfAbsent(String.valueOf(file), RememberedVerdicts::read);
		}
	}

	private static Set<String> read(final String file) {
		try {
			final Path path = Path.of(file);
			if (Files.isRegularFile(path)) return new HashSet<>(Files.readAllLines(path, StandardCharsets.UTF_8));
		}
		catch (final IOException exc) {
			// Without the file layers are checked again, which only takes a second.
		}
		return new HashSet<>();
	}

	/** Whether a layer, in the forms that a use needs, was found right. */
	boolean isRight(final String setting) {
		synchronized (known) {
			return known.contains(fingerprint(setting));
		}
	}

	/** Remembers layers as right. */
	void addRight(final Collection<String> settings) {
		final StringBuilder lines = new StringBuilder();
		synchronized (known) {
			for (final String setting : settings)
				if (known.add(fingerprint(setting))) lines.append(fingerprint(setting)).append('\n');
		}
		if (file == null || lines.isEmpty()) return;
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			// Appended in one write, so that several processes do not tear each other's lines.
			Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (final IOException exc) {
			// A folder that cannot be written: the next process checks again.
		}
	}

	private String fingerprint(final String setting) {
		try {
			final byte[] digest = MessageDigest.getInstance("SHA-256").digest((machine + "|" + setting).getBytes(
				StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 16);
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException(exc); // every Java has it
		}
	}
}
