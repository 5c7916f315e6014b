package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.reference.RandomNetworks;

/** The networks that are measured. */
enum BenchmarkNetworks {
		/** The paper's, for pictures of 224 × 224 pixels. */
		ZFNET_224("ZFNet 224", Architecture.ZFNET),
		/** AlexNet with its groups, 227 × 227. */
		ALEXNET("AlexNet", Architecture.ALEXNET),
		/** SqueezeNet 1.0 with its real weights, 227 × 227. */
		SQUEEZENET("SqueezeNet", null),
		/** The small one that comes along, 64 × 64. */
		ZFNET_64("ZFNet 64", Architecture.ZFNET_TINY);

	/** The data beside the project, which some machines lack. */
	static final Path DATA = Path.of("..", "shared", "data");

	private static final Path SQUEEZENET_FILE = DATA.resolve("models/squeezenet1.0/model.onnx");

	private final String title;
	private final Architecture architecture;

	BenchmarkNetworks(final String title, final Architecture architecture) {
		this.title = title;
		this.architecture = architecture;
	}

	/** The name in tables. */
	String title() {
		return title;
	}

	/** Whether all that it needs is on this machine. */
	boolean isThere() {
		return architecture != null || Files.exists(SQUEEZENET_FILE);
	}

	/** The network; random weights, but for the one with real ones. */
	TrainedNetwork network() throws IOException {
		if (architecture == null) return OnnxReader.read(SQUEEZENET_FILE);
		final Network network = architecture.build(architecture.usualClasses());
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(2)));
	}

	/** Random pictures for a network. */
	static Batch pictures(final TrainedNetwork trained, final int count) {
		return RandomNetworks.pictures(trained.network(), count, new Random(1));
	}
}
