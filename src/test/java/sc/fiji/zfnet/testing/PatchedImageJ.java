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
		// Maven lists the test classes in its own process, which runs none of them.
		if (done || System.getProperty("maven.home") != null) return;
		done = true;
		try {
			// What tests set is not to become what the developer's own ImageJ has set.
			// Nor what other tests set that run at the same time.
			final Path home = Path.of("target", "imagej-home-" + System.getProperty("surefire.forkNumber", "1"));
			System.setProperty("user.home", Files.createDirectories(home).toAbsolutePath().toString());
			System.setProperty("org.bytedeco.javacpp.cachedir", Path.of("target", "javacpp-cache").toAbsolutePath().toString());
			ImageJPatches.apply();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
