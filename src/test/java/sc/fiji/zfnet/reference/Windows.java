package sc.fiji.zfnet.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Window;

/** What windows see, by the definitions of convolution and pooling. Indices are of channel × row × column. */
final class Windows {

	private Windows() {}

	interface Visit {

		void at(int output, int input, int kernelOrCount);
	}

	static void visitConvolution(final Node node, final Convolution layer, final Visit visit) {
		visitConvolution(node, layer, output -> true, visit);
	}

	/** Only what some units of the output see. */
	static void visitConvolution(final Node node, final Convolution layer, final IntPredicate outputs, final Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Window w = layer.window();
		final int groupInputs = in.channels() / layer.groups();
		final int groupFilters = out.channels() / layer.groups();
		for (int f = 0; f < out.channels(); f++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++) {
					final int output = (f * out.height() + y) * out.width() + x;
					if (!outputs.test(output)) continue;
					for (int c = 0; c < groupInputs; c++)
						for (int ky = 0; ky < w.height(); ky++)
							for (int kx = 0; kx < w.width(); kx++) {
								final int iy = y * w.strideY() - w.padding().top() + ky * w.dilationY();
								final int ix = x * w.strideX() - w.padding().left() + kx * w.dilationX();
								if (iy < 0 || ix < 0 || iy >= in.height() || ix >= in.width()) continue;
								final int channel = f / groupFilters * groupInputs + c;
								visit.at(output, (channel * in.height() + iy) * in.width() + ix, ((f * groupInputs + c) * w.height() + ky) * w
									.width() + kx);
							}
				}
	}

	/** Each value of the input reaches a window of the output; of weights there are filters of a group for each channel. */
	static void visitTransposed(final Node node, final TransposedConvolution layer, final Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Window w = layer.window();
		final int filters = layer.filters() / layer.groups();
		for (int i = 0; i < in.size(); i++)
			for (int k = 0; k < filters * w.height() * w.width(); k++) {
				final int channel = i / in.positions();
				final int f = channel / (in.channels() / layer.groups()) * filters + k / (w.height() * w.width());
				final int y = i % in.positions() / in.width() * w.strideY() + k / w.width() % w.height() * w.dilationY() - w.padding()
					.top();
				final int x = i % in.width() * w.strideX() + k % w.width() * w.dilationX() - w.padding().left();
				if (y >= 0 && x >= 0 && y < out.height() && x < out.width()) visit.at((f * out.height() + y) * out.width() + x, i,
					channel * filters * w.height() * w.width() + k);
			}
	}

	/** The inputs under every window of a pooling, padding left out, in row order. */
	private static List<List<Integer>> seen(final Node node, final Window w) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final List<List<Integer>> seen = new ArrayList<>();
		for (int c = 0; c < out.channels(); c++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++) {
					final List<Integer> inside = new ArrayList<>();
					for (int iy = y * w.strideY() - w.padding().top(), ky = 0; ky < w.height(); ky++, iy++)
						for (int ix = x * w.strideX() - w.padding().left(), kx = 0; kx < w.width(); kx++, ix++)
							if (iy >= 0 && ix >= 0 && iy < in.height() && ix < in.width()) inside.add((c * in.height() + iy) * in.width() +
								ix);
					seen.add(inside);
				}
		return seen;
	}

	/**
	 * Where each maximum may be: first the place of the greatest value, the first in row order on a tie; then those that
	 * rounding may make greater.
	 */
	static List<List<Integer>> switches(final Node node, final MaxPool layer, final Bounded input) {
		final List<List<Integer>> switches = new ArrayList<>();
		for (final List<Integer> window : seen(node, layer.window())) {
			int best = window.get(0);
			for (final int i : window)
				if (input.values()[i] > input.values()[best]) best = i;
			final List<Integer> possible = new ArrayList<>(List.of(best));
			for (final int i : window)
				if (i != best && input.errors()[i] + input.errors()[best] > 0 && input.values()[i] + input.errors()[i] >= input
					.values()[best] - input.errors()[best]) possible.add(i);
			switches.add(possible);
		}
		return switches;
	}

	static void visitAverage(final Node node, final AveragePool layer, final Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Window w = layer.window();
		final List<List<Integer>> windows = seen(node, w);
		for (int o = 0; o < windows.size(); o++) {
			final int x = o % node.shape().width();
			final int y = o / node.shape().width() % node.shape().height();
			int count = windows.get(o).size();
			if (layer.countPadding()) {
				// Padding counts, but not what rounding up adds beyond it.
				final int bottom = Math.min(y * w.strideY() - w.padding().top() + w.height(), in.height() + w.padding().bottom());
				final int right = Math.min(x * w.strideX() - w.padding().left() + w.width(), in.width() + w.padding().right());
				count = (bottom - y * w.strideY() + w.padding().top()) * (right - x * w.strideX() + w.padding().left());
			}
			for (final int i : windows.get(o))
				visit.at(o, i, count);
		}
	}
}
