package sc.fiji.zfnet.tensorflow;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

/** Convolutions of one input channel to one output column with unequal strides, which oneDNN itself gets wrong. */
class OneColumnConvolutionTest {

	@ParameterizedTest
	@CsvSource({ "5, 2, 2, 3, 1, 3, 1, 1", "8, 3, 1, 3, 1, 2, 1, 1", "7, 4, 2, 3, 1, 2, 0, 1", "7, 2, 2, 2, 1, 3, 0, 2" })
	void theyAreThoseOfPlainLoops(final int height, final int width, final int windowHeight, final int windowWidth,
		final int strideY, final int strideX, final int left, final int dilationY)
	{
		final Network network = Network.input("data", new Shape(1, height, width)).add("conv", new Convolution(3, new Window(
			windowHeight, windowWidth, strideY, strideX, new Padding(0, left, 0, 0), dilationY, 1, false))).add("relu", new Relu())
			.build();
		final Random random = new Random(4);
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, random));
		final Batch input = RandomNetworks.pictures(network, 2, random);
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final String node : new String[] { "conv", "relu" })
				for (int picture = 0; picture < 2; picture++)
					new PlainNetwork(trained, input, picture).bounded(node).check(node, PlainNetwork.channelsFirst(session.forward(input,
						node), picture));
		}
	}
}
