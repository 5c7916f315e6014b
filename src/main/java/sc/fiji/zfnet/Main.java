package sc.fiji.zfnet;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImageJ;
import ij.io.OpenDialog;
import ij.plugin.Macro_Runner;
import sc.fiji.zfnet.ij1.HeadlessMacro;
import sc.fiji.zfnet.ij1.ImageJPatches;
import sc.fiji.zfnet.ij1.MacroError;

/**
 * Starts ImageJ with this plugin, without Fiji.
 *
 * <pre>
 * java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main [MACRO.ijm [ARGUMENT]]
 * </pre>
 *
 * Without a macro, it opens ImageJ's window. With a macro, it runs the macro without a display and exits: with 0 if the
 * macro finished, with 1 and a message on standard error if it failed.
 */
public final class Main {

	private static final String USAGE = "No argument, or a macro file with at most one argument, is accepted";

	private Main() {}

	/** Opens ImageJ, or runs the macro that the first argument names. */
	public static void main(final String... arguments) {
		try {
			if (arguments.length > 2) throw new IllegalArgumentException("There are " + arguments.length + " arguments. " +
				USAGE);
			if (arguments.length == 0) openImageJ();
			else System.exit(run(Path.of(arguments[0]), arguments.length > 1 ? arguments[1] : ""));
		}
		catch (final IOException | IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
			System.err.println(e.getMessage());
			System.exit(1);
		}
	}

	private static void openImageJ() throws IOException {
		if (java.awt.GraphicsEnvironment.isHeadless()) throw new UnsupportedOperationException(
			"There is no display to open ImageJ on. " + USAGE);
		ImageJPatches.apply();
		new ImageJ().exitWhenQuitting(true);
	}

	private static int run(final Path file, final String argument) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final String code = read(file);
		ImageJPatches.apply();
		final String path = file.toAbsolutePath().toString();
		Macro_Runner.setFilePath(path);
		OpenDialog.setLastDirectory(file.toAbsolutePath().getParent().toString());
		OpenDialog.setLastName(file.getFileName().toString());
		final HeadlessMacro.Result result = HeadlessMacro.run(code, argument);
		System.out.flush();
		for (final MacroError error : result.errors())
			System.err.println(file + (error.line() > 0 ? ", line " + error.line() : "") + ": " + error.message());
		return result.errors().isEmpty() ? 0 : 1;
	}

	/** Macros are encoded in UTF-8; older ones in ISO 8859-1. */
	private static String read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new IOException("There is no macro file '" + file + "'");
		try {
			return Files.readString(file);
		}
		catch (final CharacterCodingException e) {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
	}
}
