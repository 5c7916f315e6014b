package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** Models with real weights, each with a folder of pictures like those it was trained on. */
enum BenchmarkModels {
		/** 1,000 classes, photographs. */
		SQUEEZENET("SqueezeNet", "imagenet-samples/images") {

			@Override
			Classifier open(final Precision precision) throws IOException {
				final TrainedNetwork trained = BenchmarkNetworks.SQUEEZENET.network();
				return new Classifier(new NetworkSession(trained, Peers.engine(precision)), new Preprocessing(ChannelOrder.BGR, List
					.of(104.0, 117.0, 123.0), List.of(1.0)), Labels.numbered(trained.network().classes()));
			}
		},
		/** The model that comes along: 40 classes of small pictures. */
		ZFNET_TINY("zfnet-tiny", "tiny-imagenet/pretrain/val") {

			@Override
			Classifier open(final Precision precision) throws IOException {
				final ModelFolder folder = ModelFolder.open(Path.of("models", "zfnet-tiny"));
				return new Classifier(new NetworkSession(folder.load(), Peers.engine(precision)), folder.preprocessing(), folder
					.labels());
			}
		};

	private final String title;
	private final Path folder;

	BenchmarkModels(final String title, final String folder) {
		this.title = title;
		this.folder = BenchmarkNetworks.DATA.resolve(folder);
	}

	/** The model, ready to run; to be closed. */
	abstract Classifier open(Precision precision) throws IOException;

	/** The name in tables. */
	String title() {
		return title;
	}

	/** Whether its pictures are on this machine. */
	boolean isThere() {
		return Files.isDirectory(folder) && (this != SQUEEZENET || BenchmarkNetworks.SQUEEZENET.isThere());
	}

	/** Its pictures, evenly taken from all. */
	List<Path> pictures(final int count) throws IOException {
		final List<Path> all = PictureFolder.list(folder).files();
		final int step = Math.max(1, all.size() / count);
		return IntStream.range(0, Math.min(count, all.size())).mapToObj(i -> all.get(i * step)).toList();
	}

	/** A picture as the model reads it. */
	static Batch read(final Classifier classifier, final Path file) throws IOException {
		return classifier.input(ScaledPicture.forInput(Picture.open(file), classifier.network().inputShape()).centre());
	}

	/** The corners and the centre of a picture and their mirror images, a batch of one each. */
	static List<Batch> tenViews(final Classifier classifier, final Path file) throws IOException {
		return ScaledPicture.forViews(Picture.open(file), classifier.network().inputShape()).tenViews().stream().map(
			classifier::input).toList();
	}
}
