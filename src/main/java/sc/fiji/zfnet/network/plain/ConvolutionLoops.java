package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Convolution;

/** Convolution; downward each unit sends its value, times the kernel, to what its window sees. */
public final class ConvolutionLoops extends WeightedSumLoops {

	private final Convolution layer;

	/** Loops of a convolution. */
	public ConvolutionLoops(final Convolution layer) {
		super(layer.bias());
		this.layer = layer;
	}

	@Override
	void terms(final PlainMaps maps, final PlainUnit unit, final Term term) {
		final int places = layer.window().height() * layer.window().width();
		final int channels = maps.shape().channels() / layer.groups();
		final int group = unit.channel() / (layer.filters() / layer.groups()) * channels;
		maps.seen(layer.window(), unit, (place, first) -> {
			for (int channel = 0; channel < channels; channel++)
				term.accept((unit.channel() * channels + channel) * places + place, first + group + channel);
		});
	}
}
