package sc.fiji.zfnet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

import sc.fiji.zfnet.ij1.ImageJPatches;

/** Adapts ImageJ to run without a display before JUnit looks at any test class, for those load ImageJ's classes. */
public final class PatchedImageJ implements LauncherSessionListener {

	private static boolean done;

	@Override
	public synchronized void launcherSessionOpened(final LauncherSession session) {
		if (done) return;
		done = true;
		try {
			// What tests set is not to become what the developer's own ImageJ has set.
			System.setProperty("user.home", Files.createDirectories(Path.of("target", "imagej-home"))
				.toAbsolutePath().toString());
			ImageJPatches.apply();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
