package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.figure.check.CheckResults;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.tensorflow.Device;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.KernelSweep;

/** Sets how the plugin computes and where its models are stored; see {@link Settings}. */
@Plugin(type = Command.class, label = "ZFNet Options...", visible = false)
public class Options extends ZFNetCommand {

	/** How long a check takes; tests take less. */
	private static final int SECONDS = Integer.getInteger("zfnet.check.seconds", 60);

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" }, persist = false,
		description = "Device that runs the networks; auto uses a GPU if TensorFlow finds one.")
	private String device = Settings.DEFAULTS.device();

	@Parameter(label = "Threads (0 = all)", min = "0", persist = false,
		description = "Number of CPU threads that TensorFlow uses; 0 uses all. TensorFlow reads this when it first computes, " +
			"so a later change takes effect after a restart.")
	private int threads = Settings.DEFAULTS.threads();

	@Parameter(label = "Precision", choices = { "float32", "bfloat16" }, persist = false,
		description = "float32 is exact; bfloat16 is faster on some processors and rounds to three digits (TensorFloat-32 on a GPU).")
	private String precision = Settings.DEFAULTS.precision();

	@Parameter(label = "Models folder", style = "directory", required = false, persist = false,
		description = "Folder of the installed models. Blank: models/zfnet in the ImageJ folder.")
	private File models;

	@Parameter(label = "Check the computations (about a minute)", persist = false,
		description = "Compares every operation with plain loops over many shapes on the chosen device; the table belongs in a bug report.")
	private boolean check = false;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Where check.csv is written; blank to show the table alone.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable checked;

	@Override
	protected void execute() throws IOException {
		if (models != null && !models.isDirectory()) throw new IllegalArgumentException("The models folder '" + models +
			"' is not an existing folder; an existing folder is accepted");
		if (output != null && !check) throw new IllegalArgumentException("The output folder '" + output +
			"' is given without 'check'; only a check has a file to write");
		settings().save(new Settings(device, threads, precision, Optional.ofNullable(models).map(folder -> folder.toPath()
			.toAbsolutePath())));
		if (device.equals("gpu")) Devices.whyNoGpu(models().engineOptions()).ifPresent(IJ::log);
		if (check) check(models().engineOptions());
	}

	private void check(final EngineOptions engine) throws IOException {
		progress().message("Checking the computations");
		final List<KernelSweep.Row> rows = new KernelSweep(engine).run(Duration.ofSeconds(SECONDS), progress());
		if (progress().isCancelled()) logPartial(rows.stream().mapToInt(KernelSweep.Row::shapes).sum() + " shapes were tried");
		final CheckResults results = new CheckResults(rows, engine);
		if (output != null) OutputFolder.at(output.toPath()).writeCsv("check.csv", results.table());
		IJ.log(results.summary());
		checked = ResultsTables.of(results.table());
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
