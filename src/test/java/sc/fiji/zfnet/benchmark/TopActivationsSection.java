package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** The search for the pictures of a folder that excite each map most, against bare forward passes. */
final class TopActivationsSection implements Section {

	private static final int BATCH = 32;
	private static final int TOP = 9;

	@Override
	public String name() {
		return "activations";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Top activations over a folder");
		report.paragraph("Pictures a second of the search for the nine pictures that excite each map of the last convolution " +
			"most, reading and scaling the files included; against bare forward passes over the same pictures already in " +
			"memory, to the same layer by this plugin, and of the whole network by ONNX Runtime.");
		report.columns("model", "pictures", "search, pictures/s", "forward passes alone, pictures/s", "ONNX Runtime, pictures/s",
			"search relative to forward passes", "search relative to ONNX Runtime");
		for (final BenchmarkModels model : BenchmarkModels.values())
			if (model.isThere()) run(report, effort, model);
			else report.row(model.title(), "its pictures are not on this machine", "–", "–", "–", "–", "–");
		report.endTable();
	}

	private static void run(final Report report, final Effort effort, final BenchmarkModels model) throws IOException {
		final List<PictureFile> files = model.pictures(effort.isQuick() ? 96 : 480).stream().map(PictureFile::of).toList();
		try (Classifier classifier = model.open(Precision.FLOAT32);
			OnnxRuntimePeer runtime = new OnnxRuntimePeer(classifier.session().trained()))
		{
			final String layer = classifier.network().lastConvolution().name();
			final PictureReader reader = file -> ScaledPicture.forInput(file.open(), classifier.network().inputShape())
				.centre();
			final List<Batch> decoded = new ArrayList<>();
			final List<FloatBuffer> channelsFirst = new ArrayList<>();
			for (int first = 0; first < files.size(); first += BATCH) {
				final List<Batch> part = new ArrayList<>();
				for (final PictureFile file : files.subList(first, Math.min(first + BATCH, files.size())))
					part.add(BenchmarkModels.read(classifier, file.file()));
				decoded.add(Batches.joined(part));
				channelsFirst.add(OnnxRuntimePeer.pictures(Batches.joined(part)));
			}
			final Times times = new Rounds(effort).add("search", () -> new TopActivationsSearch(classifier, List.of(layer), TOP)
				.run(files, reader, MapSelection.parse("all"), Progress.NONE)).add("bare", () -> decoded.forEach(
					batch -> classifier.session().forward(batch, layer))).add("runtime", () -> {
						for (final FloatBuffer batch : channelsFirst)
							runtime.forward(batch);
					}).run();
			report.row(model.title(), Integer.toString(files.size()), number(files.size() / times.median("search")), number(files
				.size() / times.median("bare")), number(files.size() / times.median("runtime")), number(times.ratio("bare",
					"search")), number(times.ratio("runtime", "search")));
		}
	}
}
