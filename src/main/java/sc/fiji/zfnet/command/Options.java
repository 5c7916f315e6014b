package sc.fiji.zfnet.command;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.tensorflow.Device;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;

/** Sets how the plugin computes and where its models are; see {@link Settings}. */
@Plugin(type = Command.class, label = "ZFNet Options...", visible = false)
public class Options extends ZFNetCommand {

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" }, persist = false,
		description = "Where networks are computed; auto takes a GPU if TensorFlow finds one.")
	private String device = Settings.DEFAULTS.device();

	@Parameter(label = "Threads (0 = all)", min = "0", persist = false,
		description = "How many threads of the processor TensorFlow uses; 0 uses all. TensorFlow keeps what holds when it first computes, " +
			"so a later change counts after a restart.")
	private int threads = Settings.DEFAULTS.threads();

	@Parameter(label = "Precision", choices = { "float32", "bfloat16" }, persist = false,
		description = "float32 is exact; bfloat16 is faster on some processors and rounds to three digits (TensorFloat-32 on a GPU).")
	private String precision = Settings.DEFAULTS.precision();

	@Parameter(label = "Models folder", style = "directory", required = false, persist = false,
		description = "Where installed models are; blank for models/zfnet of the ImageJ folder.")
	private File models;

	@Override
	protected void execute() {
		if (models != null && !models.isDirectory()) throw new IllegalArgumentException("The models folder '" + models +
			"' is not a folder that is there; a folder is accepted");
		settings().save(new Settings(device, threads, precision, Optional.ofNullable(models).map(folder -> folder.toPath()
			.toAbsolutePath())));
		if (device.equals("gpu")) Devices.whyNoGpu(models().engineOptions()).ifPresent(IJ::log);
	}

	@Override
	public String dialogNote() {
		final EngineOptions engine = models().engineOptions();
		final String devices = Devices.list(engine).stream().map(Device::toString).collect(Collectors.joining(", "));
		return "TensorFlow " + Devices.version() + " finds: " + devices + Devices.whyNoGpu(engine).map(why -> "\n" + why + ".")
			.orElse("");
	}

	@Override
	public Map<String, String> dialogValues() {
		final Settings now = settings().load();
		return Map.of("device", now.device(), "threads", String.valueOf(now.threads()), "precision", now.precision(),
			"models", now.models().map(Object::toString).orElse(""));
	}
}
