package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;

/** Cases of 4 × 4 pixels, small enough to work out on paper. */
class HandWorkedTest {

	@Test
	void overlappingUnpoolingAddsUpAtTheSharedMaximum() {
		// All four 3 × 3 windows with stride 1 hold the 9 at row 1, column 1.
		final float[] picture = { 0, 1, 2, 3, 4, 9, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6 };
		final float[] projected = project(new MaxPool(Window.square(3, 1)), picture, Map.of(), List.of(new Unit(0, 0, 0, 0),
			new Unit(0, 0, 0, 1), new Unit(0, 0, 1, 0), new Unit(0, 0, 1, 1)));
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, projected);
	}

	@Test
	void unpoolingPutsATiedMaximumFirstInRowOrder() {
		final float[] picture = { 5, 5, 1, 2, 5, 5, 2, 2, 0, 3, 7, 7, 3, 0, 7, 7 };
		final float[] projected = project(new MaxPool(Window.square(2, 2)), picture, Map.of(), List.of(new Unit(0, 0, 0, 0),
			new Unit(0, 0, 0, 1), new Unit(0, 0, 1, 0), new Unit(0, 0, 1, 1)));
		assertArrayEquals(new float[] { 5, 0, 0, 2, 0, 0, 0, 0, 0, 3, 7, 0, 0, 0, 0, 0 }, projected);
	}

	@Test
	void rectificationDownwardDropsWhatIsNegativeFromAbove() {
		// One pixel of 3 rectified, then weighted with w: the activation 3w comes down as 3w², rectified again.
		final Network network = Network.input("data", new Shape(1, 4, 4)).add("relu", new Relu()).add("first", new Convolution(1,
			Window.square(1, 1), 1, false)).add("inner relu", new Relu()).add("second", new Convolution(1, Window.square(1, 1),
				1, false)).build();
		final Batch input = new Batch(1, network.inputShape());
		input.values()[5] = 3;
		final List<List<Unit>> unit = List.of(List.of(new Unit(0, 0, 1, 1)));
		// First 2, second -1: activation -6; down -6 · -1 = 6, kept, · 2 = 12.
		assertArrayEquals(onePixel(12), projectThrough(network, input, 2, -1, unit));
		// First -2, second -1: the inner rectification is 0, so the activation is 0 and so is all below.
		// A zero may carry a sign, as a product with a negative weight does.
		assertArrayEquals(onePixel(0), projectThrough(network, input, -2, -1, unit), Float.MIN_VALUE);
	}

	private static float[] projectThrough(final Network network, final Batch input, final float first, final float second,
		final List<List<Unit>> units)
	{
		try (NetworkSession session = new NetworkSession(trained(network, Map.of("first", new float[] { first }, "second",
			new float[] { second })), EngineOptions.DEFAULT))
		{
			return session.project(input, "second", units).values();
		}
	}

	private static float[] onePixel(final float value) {
		final float[] values = new float[16];
		values[5] = value;
		return values;
	}

	@Test
	void rectificationDownwardIgnoresTheForwardMask() {
		// Two maps: the first is rectified to zero at this pixel, yet the second map's unit sends its weight down through it.
		final Network network = Network.input("data", new Shape(2, 1, 1)).add("relu", new Relu()).add("sum", new Convolution(2,
			Window.square(1, 1), 1, false)).build();
		final TrainedNetwork trained = trained(network, Map.of("sum", new float[] { 2, 1, -1, 1 }));
		final Batch input = new Batch(1, network.inputShape(), new float[] { -5, 3 });
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			// Map 0: 2 · 0 + 3 = 3, down (6, 3): the masked first channel gets 6. Map 1: 3, down (-3, 3): rectified to (0, 3).
			final Batch projected = session.project(input, "sum", List.of(List.of(new Unit(0, 0, 0, 0)), List.of(new Unit(0, 1,
				0, 0))));
			assertArrayEquals(new float[] { 6, 3, 0, 3 }, projected.values());
		}
	}

	@Test
	void transposedConvolutionStampsTheKernelAtTheUnitAndCutsItAtTheBorder() {
		// 2 × 2 kernel, stride 2, padding 1: the unit at row 0, column 1 covers rows -1 and 0, columns 1 and 2.
		final float[] picture = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
		final Layer layer = new Convolution(1, Window.square(2, 2, 1), 1, false);
		final Map<String, float[]> kernel = Map.of("layer", new float[] { 1, 2, 3, 4 });
		// Its activation is 3 · 2 + 4 · 3 = 18.
		assertArrayEquals(new float[] { 0, 54, 72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, project(layer, picture, kernel, List
			.of(new Unit(0, 0, 0, 1))));
		// The unit at row 1, column 1: 1 · 6 + 2 · 7 + 3 · 10 + 4 · 11 = 94.
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 94, 188, 0, 0, 282, 376, 0, 0, 0, 0, 0 }, project(layer, picture, kernel,
			List.of(new Unit(0, 0, 1, 1))));
	}

	private static float[] project(final Layer layer, final float[] picture, final Map<String, float[]> kernels,
		final List<Unit> units)
	{
		final Network network = Network.input("data", new Shape(1, 4, 4)).add("layer", layer).build();
		try (NetworkSession session = new NetworkSession(trained(network, kernels), EngineOptions.DEFAULT)) {
			return session.project(new Batch(1, network.inputShape(), picture), "layer", List.of(units)).values();
		}
	}

	private static TrainedNetwork trained(final Network network, final Map<String, float[]> kernels) {
		final Map<String, LayerWeights> weights = new java.util.HashMap<>();
		kernels.forEach((name, kernel) -> weights.put(name, new LayerWeights(kernel, new float[0])));
		return new TrainedNetwork(network, new Weights(network, weights));
	}
}
