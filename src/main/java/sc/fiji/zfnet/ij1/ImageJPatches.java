package sc.fiji.zfnet.ij1;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import net.imagej.patcher.LegacyEnvironment;

/**
 * Enables ImageJ to run without a display and to find plugins on the class path. ImageJ's classes are rewritten while they
 * are loaded into the application's class loader, so this class must be used before any of them, and imports none.
 */
public final class ImageJPatches {

	/** The option that Java requires for rewriting classes. */
	private static final String JAVA_OPTION = "--add-opens=java.base/java.lang=ALL-UNNAMED";

	private ImageJPatches() {}

	/**
	 * Rewrites ImageJ's classes.
	 *
	 * @throws IOException if the class path cannot be read
	 * @throws IllegalStateException if Java does not allow it
	 */
	public static void apply() throws IOException {
		if (!ClassLoader.class.getModule().isOpen("java.lang", ImageJPatches.class.getModule()))
			throw new IllegalStateException("Java does not allow the plugin to adapt ImageJ; start Java with " + JAVA_OPTION);
		try {
			final ClassLoader loader = ImageJPatches.class.getClassLoader();
			Thread.currentThread().setContextClassLoader(loader);
			final LegacyEnvironment imagej = new LegacyEnvironment(loader, GraphicsEnvironment.isHeadless());
			imagej.disableInitializer();
			imagej.disableIJ1PluginDirs();
			imagej.noPluginClassLoader();
			imagej.suppressIJ1ScriptDiscovery();
			imagej.addPluginClasspath(plugins(loader).toArray(File[]::new));
			imagej.applyPatches();
		}
		catch (final ClassNotFoundException e) {
			throw new IllegalStateException("ImageJ is not on the class path", e);
		}
	}

	/** The jars and folders of the class path that declare plugins. */
	private static List<File> plugins(final ClassLoader loader) throws IOException {
		final List<File> files = new ArrayList<>();
		for (final URL config : Collections.list(loader.getResources("plugins.config")))
			files.add(config.openConnection() instanceof JarURLConnection jar ? file(jar.getJarFileURL()) : file(config)
				.getParentFile());
		return files;
	}

	private static File file(final URL url) throws IOException {
		try {
			return new File(new URI(url.toString()));
		}
		catch (final URISyntaxException e) {
			throw new IOException("The class path contains '" + url + "', which is not a file", e);
		}
	}
}
