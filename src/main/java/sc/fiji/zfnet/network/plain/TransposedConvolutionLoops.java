package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Window;

/** Transposed convolution; downward it is the convolution. */
public final class TransposedConvolutionLoops extends WeightedSumLoops {

	private final TransposedConvolution layer;

	/** Loops of a transposed convolution. */
	public TransposedConvolutionLoops(final TransposedConvolution layer) {
		super(layer.bias());
		this.layer = layer;
	}

	@Override
	void terms(final PlainMaps maps, final PlainUnit unit, final Term term) {
		final Window window = layer.window();
		final int filters = layer.filters() / layer.groups();
		final int channels = maps.shape().channels() / layer.groups();
		final int first = unit.channel() / filters * channels;
		for (int row = 0; row < window.height(); row++) {
			final int y = position(unit.y() + window.padding().top() - row * window.dilationY(), window.strideY(), maps.shape()
				.height());
			for (int column = 0; column < window.width() && y >= 0; column++) {
				final int x = position(unit.x() + window.padding().left() - column * window.dilationX(), window.strideX(), maps
					.shape().width());
				for (int channel = first; channel < first + channels && x >= 0; channel++)
					term.accept(((channel * filters + unit.channel() % filters) * window.height() + row) * window.width() + column,
						new PlainUnit(y, x, channel).index(maps.shape()));
			}
		}
	}

	/** The position whose window begins at a distance; −1 for none. */
	private static int position(final int distance, final int stride, final int size) {
		return distance >= 0 && distance % stride == 0 && distance / stride < size ? distance / stride : -1;
	}
}
