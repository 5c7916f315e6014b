package sc.fiji.zfnet.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/**
 * How the plugin computes, as set by {@code ZFNet Options...} and kept by a {@link SettingsService}.
 *
 * @param device one of {@link #DEVICES}
 * @param threads number of CPU threads; 0 for all
 * @param precision one of {@link #PRECISIONS}
 * @param models folder of installed models; empty for {@code models/zfnet} of the application's folder
 */
public record Settings(String device, int threads, String precision, Optional<Path> models) {

	/** Accepted values of {@code device}; the first is the default. */
	public static final List<String> DEVICES = List.of("auto", "cpu", "gpu");

	/** Accepted values of {@code precision}; the first is the default. */
	public static final List<String> PRECISIONS = List.of("float32", "bfloat16");

	/** More threads than any processor has. TensorFlow terminates Java if it cannot start the requested number. */
	public static final int MOST_THREADS = 1024;

	/** The default settings. */
	public static final Settings DEFAULTS = new Settings(DEVICES.get(0), 0, PRECISIONS.get(0), Optional.empty());

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

	/** The same, as networks are computed with them. */
	public EngineOptions engineOptions() {
		return new EngineOptions(DeviceChoice.valueOf(device.toUpperCase(Locale.ROOT)), threads, Precision.valueOf(precision
			.toUpperCase(Locale.ROOT)));
	}
}
