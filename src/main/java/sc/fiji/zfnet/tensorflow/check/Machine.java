package sc.fiji.zfnet.tensorflow.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;

/** What decides on the kernels that TensorFlow chooses: processor, device, library, its settings. */
public final class Machine {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	/** Variables of the environment that oneDNN and TensorFlow look at. */
	private static final List<String> SETTINGS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "TF_ENABLE_ONEDNN_OPTS",
		"ONEDNN_DEFAULT_FPMATH_MODE");

	private Machine() {}

	/** The processor's name as the system tells it. */
	public static String processor() {
		return line("model name").orElseGet(() -> {
			final String identifier = System.getenv("PROCESSOR_IDENTIFIER");
			return identifier == null ? System.getProperty("os.arch") : identifier;
		});
	}

	/** The settings of oneDNN and TensorFlow in the environment; empty where there are none. */
	public static String settings() {
		return String.join(" ", SETTINGS.stream().filter(name -> System.getenv(name) != null).map(name -> name + "=" + System
			.getenv(name)).toList());
	}

	/** One text for all that decides on the kernels. */
	static String fingerprint(final EngineOptions options) {
		return String.join("|", processor(), line("flags").orElse(""), System.getProperty("os.name"), System.getProperty(
			"os.arch"), settings(), Devices.version(), Devices.of(options).toString(), options.precision().toString(), String
				.valueOf(options.threads()));
	}

	private static Optional<String> line(final String name) {
		if (!Files.isReadable(PROCESSORS)) return Optional.empty();
		try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
			return lines.filter(line -> line.startsWith(name)).map(line -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst();
		}
		catch (final IOException exc) {
			return Optional.empty();
		}
	}
}
