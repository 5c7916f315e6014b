package sc.fiji.zfnet.tensorflow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.PlainMaps;
import sc.fiji.zfnet.network.plain.PlainSums;
import sc.fiji.zfnet.network.plain.PlainUnit;
import sc.fiji.zfnet.tensorflow.WeightLayout;
import sc.fiji.zfnet.tensorflow.check.LayerVerdict.Direction;

/**
 * A layer with random pictures and some units of its output, at which it is compared with the plain loops: at least one in
 * every block of 16 maps, and in every corner, border and the middle of the maps. Only these units send something down, so
 * that the plain loops soon know all that arrives below. Values have seven bits, so that no precision rounds them.
 */
final class LayerSample {

	/** Pictures at once. */
	static final int PICTURES = 2;

	/** Channels that a processor's vectors hold; kernels go wrong by whole blocks of them. */
	private static final int BLOCK = 16;
	private static final int PLACES = 9;

	private record Chosen(int picture, PlainUnit unit, float value) {}

	private final LayerCase layer;
	private final PlainLoops loops;
	private final List<float[]> inputs = new ArrayList<>();
	private final List<Chosen> units = new ArrayList<>();

	LayerSample(final LayerCase layer, final Random random) {
		this.layer = layer;
		loops = layer.node().layer().plain().orElseThrow();
		for (final Shape shape : layer.node().inputShapes())
			inputs.add(values(PICTURES * shape.size(), random));
		final Shape shape = node().shape();
		final int blocks = (shape.channels() + BLOCK - 1) / BLOCK;
		final int count = Math.max(PLACES, blocks) * PICTURES;
		for (int i = 0; i < count; i++) {
			final int channel = Math.min(shape.channels() - 1, i % blocks * BLOCK + random.nextInt(BLOCK));
			final PlainUnit unit = new PlainUnit(place(i % PLACES / 3, shape.height(), random), place(i % 3, shape.width(),
				random), channel);
			final int picture = i % PICTURES;
			// Every unit once: a second value would replace the first one.
			if (units.stream().noneMatch(other -> other.picture == picture && other.unit.equals(unit))) units.add(new Chosen(
				picture, unit, (1 + random.nextInt(127)) / 128f * (random.nextBoolean() ? 1 : -1)));
		}
	}

	private static float[] values(final int size, final Random random) {
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = (random.nextInt(255) - 127) / 128f;
		return values;
	}

	/** The first, a middle or the last row or column. */
	private static int place(final int which, final int size, final Random random) {
		return which == 0 ? 0 : which == 1 ? random.nextInt(size) : size - 1;
	}

	Node node() {
		return layer.node();
	}

	LayerWeights weights() {
		return layer.weights();
	}

	/** One of the inputs: picture, row, column, channel. */
	float[] input(final int index) {
		return inputs.get(index);
	}

	/** What comes down to the output: the values of the chosen units, all else zero. */
	float[] above() {
		final float[] above = new float[PICTURES * node().shape().size()];
		for (final Chosen chosen : units)
			above[chosen.picture * node().shape().size() + chosen.unit.index(node().shape())] = chosen.value;
		return above;
	}

	/**
	 * Compares computed values with the plain loops.
	 *
	 * @param found what was computed, one array for each input or a single one
	 */
	LayerVerdict compare(final Direction direction, final List<float[]> found, final Roundings roundings) {
		final Deviation deviation = new Deviation(roundings);
		switch (direction) {
			case FORWARD -> compareForward(found.get(0), deviation);
			case KERNEL_GRADIENT -> compareKernel(found.get(0), deviation);
			default -> compareBelow(direction, found, deviation);
		}
		return new LayerVerdict(layer, direction, deviation.error(), deviation.isRight());
	}

	private void compareForward(final float[] found, final Deviation deviation) {
		for (final Chosen chosen : units)
			deviation.compare(loops.forward(maps(chosen.picture), weights(), chosen.unit), found[chosen.picture * node().shape()
				.size() + chosen.unit.index(node().shape())]);
	}

	private void compareBelow(final Direction direction, final List<float[]> found, final Deviation deviation) {
		for (int picture = 0; picture < PICTURES; picture++) {
			final List<PlainSums> below = node().inputShapes().stream().map(shape -> new PlainSums(shape.size())).toList();
			final List<PlainMaps> maps = maps(picture);
			for (final Chosen chosen : units) {
				if (chosen.picture != picture) continue;
				if (direction == Direction.DOWN) loops.down(maps, weights(), chosen.unit, chosen.value, below);
				else loops.backward(maps, weights(), chosen.unit, chosen.value, below);
			}
			for (int i = 0; i < below.size(); i++)
				deviation.compare(below.get(i), found.get(i), picture * below.get(i).size());
		}
	}

	private void compareKernel(final float[] found, final Deviation deviation) {
		final PlainSums kernel = new PlainSums(node().kernelSize());
		for (final Chosen chosen : units)
			loops.kernelGradient(maps(chosen.picture), chosen.unit, chosen.value, kernel);
		deviation.compare(kernel, WeightLayout.fromTensorFlow(found, node().kernelDimensions()), 0);
	}

	private List<PlainMaps> maps(final int picture) {
		final List<PlainMaps> maps = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++) {
			final Shape shape = node().inputShapes().get(i);
			final float[] values = new float[shape.size()];
			System.arraycopy(inputs.get(i), picture * shape.size(), values, 0, shape.size());
			maps.add(new PlainMaps(shape, values));
		}
		return maps;
	}
}
