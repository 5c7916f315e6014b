package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Shape;

/**
 * The strongest unit of every feature map of a layer, for several pictures: the greatest activation and where it is, the
 * first in row order on a tie.
 *
 * @param layer shape of the layer for one picture
 * @param activations greatest activations: picture by picture, one a map
 * @param positions row · width + column of each, in the same order
 */
public record MapMaxima(Shape layer, float[] activations, int[] positions) {

	/** Greatest activation of a map. */
	public float activation(final int picture, final int map) {
		return activations[picture * layer.channels() + map];
	}

	/** Row of that activation. */
	public int y(final int picture, final int map) {
		return positions[picture * layer.channels() + map] / layer.width();
	}

	/** Column of that activation. */
	public int x(final int picture, final int map) {
		return positions[picture * layer.channels() + map] % layer.width();
	}
}
