package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.tensorflow.TensorFlow;

import sc.fiji.zfnet.tensorflow.Device;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

import ai.onnxruntime.OrtEnvironment;

/**
 * How fast the plugin is on this machine, beside ONNX Runtime and PyTorch, which run in turn with it. Writes Markdown to the
 * screen and to {@code target/benchmarks.md}.
 * <p>
 * Arguments, in any order: names of sections (forward, projection, local, activations, occlusion, training, precision), without
 * any all of them; {@code quick} for fewer rounds and fewer rows. With the system property {@code device=gpu} the plugin and
 * PyTorch compute on a GPU; ONNX Runtime stays on the CPU.
 * </p>
 */
public final class Benchmarks {

	private static final Path RESULT = Path.of("target", "benchmarks.md");
	private static final String QUICK = "quick";
	private static final List<Section> SECTIONS = List.of(new ForwardSection(), new ProjectionSection(),
		new LocalProjectionSection(), new TopActivationsSection(), new OcclusionSection(), new TrainingSection(),
		new PrecisionSection());

	private Benchmarks() {}

	/** Runs them. */
	public static void main(final String[] arguments) throws IOException {
		final List<String> names = new ArrayList<>(Arrays.asList(arguments));
		final Effort effort = names.remove(QUICK) ? Effort.QUICK : Effort.FULL;
		final List<String> known = SECTIONS.stream().map(Section::name).toList();
		for (final String name : names)
			if (!known.contains(name)) throw new IllegalArgumentException("There is no section '" + name + "'; there are: " +
				String.join(", ", known) + ", and quick for fewer rounds and rows");
		final Device device = Devices.of(Peers.engine(Precision.FLOAT32)); // before anything of TensorFlow, as the plugin does
		final Report report = new Report(RESULT);
		final MatrixPeak peak = MatrixPeak.measure();
		try (Peers peers = new Peers(TorchPeer.start(), peak)) {
			introduce(report, peers, effort, device);
			for (final Section section : SECTIONS) {
				if (!names.isEmpty() && !names.contains(section.name())) continue;
				section.run(report, peers, effort);
				report.save();
			}
		}
	}

	private static void introduce(final Report report, final Peers peers, final Effort effort, final Device device)
		throws IOException
	{
		report.paragraph(LocalDate.now() + "; " + (device.isGpu() ? device + ", " : "") + processor() + ", " +
			Peers.THREADS + " threads for everything; Java " + Runtime.version().feature() + ", TensorFlow " + TensorFlow.version() + ", ONNX Runtime " + OrtEnvironment.getEnvironment()
				.getVersion() + ", PyTorch " + peers.torch().map(TorchPeer::version).orElse("not installed") +
			". Medians of up to " + effort.rounds() + " rounds, in which all contenders run in turn; ratios are medians of the " +
			"ratios within a round, above 1 where the plugin is faster.");
		report.paragraph("Peak of multiplying matrices of 2048 × 2048 with TensorFlow: " + Report.number(peers.peak().float32() /
			1e9) + " G multiply-adds/s with 32-bit floats, " + Report.number(peers.peak().bfloat16() / 1e9) +
			" with bfloat16.");
	}

	/** The processor's name where the system tells it, else its kind. */
	private static String processor() throws IOException {
		final Path file = Path.of("/proc/cpuinfo");
		if (!Files.exists(file)) return System.getProperty("os.arch");
		return Files.readAllLines(file).stream().filter(line -> line.startsWith("model name")).map(line -> line.replaceAll(
			".*:\\s*", "")).findFirst().orElse(System.getProperty("os.arch"));
	}
}
