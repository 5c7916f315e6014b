package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Shape;

/**
 * The strongest unit of every feature map of a layer, for several pictures: the greatest activation and its position, the
 * first in row order on a tie.
 */
public final class MapMaxima {

	private final Shape layer;
	private final float[] activations;
	private final int[] positions;

	/**
	 * @param layer shape of the layer for one picture
	 * @param activations greatest activations: picture by picture, one per map
	 * @param positions row · width + column of each activation, in the same order
	 */
	public MapMaxima(final Shape layer, final float[] activations, final int[] positions) {
		this.layer = layer;
		this.activations = activations;
		this.positions = positions;
	}

	/** Shape of the layer for one picture. */
	public Shape layer() {
		return layer;
	}

	/** Greatest activations: picture by picture, one per map. */
	public float[] activations() {
		return activations;
	}

	/** Row · width + column of each activation, in the same order. */
	public int[] positions() {
		return positions;
	}

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
