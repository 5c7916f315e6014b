package sc.fiji.zfnet.tensorflow.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;
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
	private final List<List<PlainMaps>> maps = new ArrayList<>();
	private final List<Chosen> units = new ArrayList<>();

	LayerSample(final LayerCase layer, final Random random) {
		this.layer = layer;
		loops = layer.node().layer().plain().orElseThrow();
		for (final Shape shape : layer.node().inputShapes())
			inputs.add(values(PICTURES * shape.size(), loops.inputRange(), random));
		for (int picture = 0; picture < PICTURES; picture++)
			maps.add(mapsOf(picture));
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

	/** A few of them zero, as after rectification; the others are at none of the round numbers where functions have kinks. */
	private static float[] values(final int size, final int range, final Random random) {
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = random.nextInt(16) == 0 ? 0 : (2 * random.nextInt(128) - 127) / 128f * range;
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
	 * What the chosen units see of an input: units × (rows · columns · channels of the window), padding included.
	 *
	 * @param window the layer's window
	 */
	float[] windows(final int input, final Window window) {
		final Shape shape = node().inputShapes().get(input);
		final float[] seen = new float[units.size() * window.height() * window.width() * shape.channels()];
		Arrays.fill(seen, node().layer().paddingValue());
		int next = 0;
		for (final Chosen chosen : units)
			for (int row = 0; row < window.height(); row++)
				for (int column = 0; column < window.width(); column++, next += shape.channels()) {
					final int y = chosen.unit.y() * window.strideY() - window.padding().top() + row * window.dilationY();
					final int x = chosen.unit.x() * window.strideX() - window.padding().left() + column * window.dilationX();
					if (y < 0 || y >= shape.height() || x < 0 || x >= shape.width()) continue;
					System.arraycopy(inputs.get(input), ((chosen.picture * shape.height() + y) * shape.width() + x) * shape
						.channels(), seen, next, shape.channels());
				}
		return seen;
	}

	/** The value of each chosen unit's position in a map. */
	float[] ofPositions(final float[] map) {
		final float[] values = new float[units.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = map[units.get(i).unit.y() * node().shape().width() + units.get(i).unit.x()];
		return values;
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
			case SINGLE_UNITS -> compareUnits(found.get(0), deviation);
			case KERNEL_GRADIENT -> compareKernel(found.get(0), deviation);
			default -> compareBelow(direction, found, deviation);
		}
		return new LayerVerdict(layer, direction, deviation.error(), deviation.isRight());
	}

	private void compareForward(final float[] found, final Deviation deviation) {
		for (final Chosen chosen : units)
			deviation.compare(loops.forward(maps.get(chosen.picture), weights(), chosen.unit), found[chosen.picture * node().shape()
				.size() + chosen.unit.index(node().shape())]);
	}

	private void compareUnits(final float[] found, final Deviation deviation) {
		for (int i = 0; i < units.size(); i++)
			deviation.compare(loops.forward(maps.get(units.get(i).picture), weights(), units.get(i).unit), found[i * node().shape()
				.channels() + units.get(i).unit.channel()]);
	}

	private void compareBelow(final Direction direction, final List<float[]> found, final Deviation deviation) {
		for (int picture = 0; picture < PICTURES; picture++) {
			final List<PlainSums> below = node().inputShapes().stream().map(shape -> new PlainSums(shape.size())).toList();
			final List<PlainMaps> seen = maps.get(picture);
			for (final Chosen chosen : units) {
				if (chosen.picture != picture) continue;
				direction.method().ifPresentOrElse(method -> loops.down(seen, weights(), chosen.unit, chosen.value, method, below),
					() -> loops.backward(seen, weights(), chosen.unit, chosen.value, below));
			}
			int next = 0;
			for (int i = 0; i < below.size(); i++)
				if (direction.method().isEmpty() || node().layer().passesDown(i)) deviation.compare(below.get(i), found.get(next++),
					picture * below.get(i).size());
		}
	}

	private void compareKernel(final float[] found, final Deviation deviation) {
		final PlainSums kernel = new PlainSums(node().kernelSize());
		for (final Chosen chosen : units)
			loops.kernelGradient(maps.get(chosen.picture), chosen.unit, chosen.value, kernel);
		deviation.compare(kernel, WeightLayout.fromTensorFlow(found, node().kernelDimensions()), 0);
	}

	private List<PlainMaps> mapsOf(final int picture) {
		final List<PlainMaps> own = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++) {
			final Shape shape = node().inputShapes().get(i);
			final float[] values = new float[shape.size()];
			System.arraycopy(inputs.get(i), picture * shape.size(), values, 0, shape.size());
			own.add(new PlainMaps(shape, values));
		}
		return own;
	}
}
