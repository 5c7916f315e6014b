package sc.fiji.zfnet.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.Prefs;

/**
 * The plugin's settings, as set by {@code ZFNet Options...} and stored in ImageJ's preferences under {@code zfnet.}.
 *
 * @param device one of {@link #DEVICES}
 * @param threads number of CPU threads; 0 for all
 * @param precision one of {@link #PRECISIONS}
 * @param models folder of installed models; empty for {@code models/zfnet} of the ImageJ folder
 */
public record Settings(String device, int threads, String precision, Optional<Path> models) {

	/** Accepted values of {@code device}; the first is the default. */
	public static final List<String> DEVICES = List.of("auto", "cpu", "gpu");

	/** Accepted values of {@code precision}; the first is the default. */
	public static final List<String> PRECISIONS = List.of("float32", "bfloat16");

	/** More threads than any processor has. TensorFlow terminates Java if it cannot start the requested number. */
	private static final int MOST_THREADS = 1024;

	/** The default settings. */
	public static final Settings DEFAULTS = new Settings(DEVICES.get(0), 0, PRECISIONS.get(0), Optional.empty());

	private static final String DEVICE = "zfnet.device";
	private static final String THREADS = "zfnet.threads";
	private static final String PRECISION = "zfnet.precision";
	private static final String MODELS = "zfnet.models";

	/**
	 * Checks the values.
	 *
	 * @throws IllegalArgumentException if one is not accepted
	 */
	public Settings {
		if (!DEVICES.contains(device)) throw new IllegalArgumentException("The device is '" + device + "'; accepted are " +
			String.join(", ", DEVICES));
		if (threads < 0 || threads > MOST_THREADS) throw new IllegalArgumentException("The number of threads is " + threads +
			"; 0 (all) to " + MOST_THREADS + " is accepted");
		if (!PRECISIONS.contains(precision)) throw new IllegalArgumentException("The precision is '" + precision +
			"'; accepted are " + String.join(", ", PRECISIONS));
	}

	/** The settings in ImageJ's preferences; a value that is not accepted counts as not set. */
	public static Settings load() {
		final String device = Prefs.get(DEVICE, DEFAULTS.device);
		final String precision = Prefs.get(PRECISION, DEFAULTS.precision);
		final String models = Prefs.get(MODELS, "");
		final double threads = Prefs.get(THREADS, DEFAULTS.threads);
		return new Settings(DEVICES.contains(device) ? device : DEFAULTS.device, threads < 0 || threads > MOST_THREADS
			? DEFAULTS.threads : (int) threads, PRECISIONS.contains(precision) ? precision : DEFAULTS.precision, models.isBlank()
				? Optional.empty() : Optional.of(Path.of(models)));
	}

	/** Stores these values in ImageJ's preferences, also on disk. */
	public void save() {
		Prefs.set(DEVICE, device);
		Prefs.set(THREADS, threads);
		Prefs.set(PRECISION, precision);
		Prefs.set(MODELS, models.map(Path::toString).orElse(""));
		Prefs.savePreferences();
	}
}
