package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;

/** One picture in which rectangles are covered, one at a time: the source of the values fed to an incremental graph. */
final class ChangedPicture {

	private final Network network;
	private final Batch picture;
	private List<Region> covers = List.of();
	private float[] fill = new float[0];
	private Map<String, PatchRows> rows = Map.of();
	private float[] windows = new float[0];

	ChangedPicture(final Network network, final Batch picture) {
		this.network = network;
		this.picture = picture;
	}

	/**
	 * Sets the rectangles that are covered from now on.
	 *
	 * @param regions rectangles of the picture
	 * @param value value of the covered pixels, one number per channel
	 */
	void cover(final List<Region> regions, final float[] value) {
		covers = regions;
		fill = value;
		final Map<String, Region[]> affected = new HashMap<>();
		for (int i = 0; i < covers.size(); i++) {
			final int index = i;
			AffectedRegions.of(network, covers.get(i)).forEach((name, region) -> affected.computeIfAbsent(name,
				key -> new Region[covers.size()])[index] = region);
		}
		rows = new HashMap<>();
		affected.forEach((name, all) -> rows.put(name, new PatchRows(network.shapeOf(name), all)));
	}

	/** Number of covers. */
	int changes() {
		return covers.size();
	}

	/** The units that the covers reach, of each node and, under its name, of the input. */
	Map<String, PatchRows> rows() {
		return rows;
	}

	/** The part of the covered picture in the windows of a node's units: units × (window row, window column, channel). */
	TFloat32 windows(final Node node) {
		final var window = node.window().orElseThrow();
		final PatchRows units = rows.get(node.name());
		final int length = window.height() * window.width() * picture.shape().channels();
		if (windows.length < units.count() * length) windows = new float[units.count() * length];
		units.windows(picture.values(), picture.shape(), covers.toArray(Region[]::new), fill, window, windows);
		return matrix(windows, units.count(), length);
	}

	/** The covered pixels: pixels × channels. */
	TFloat32 filledPixels() {
		final int count = rows.get(network.inputName()).count();
		final float[] values = new float[count * fill.length];
		for (int i = 0; i < count; i++)
			System.arraycopy(fill, 0, values, i * fill.length, fill.length);
		return matrix(values, count, fill.length);
	}

	private static TFloat32 matrix(final float[] values, final int rows, final int columns) {
		return TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(rows, columns), DataBuffers.of(values, true, false).narrow(
			(long) rows * columns));
	}
}
