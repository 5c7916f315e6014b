package sc.fiji.zfnet.figure.activations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.analysis.activations.RankedUnit;
import sc.fiji.zfnet.analysis.activations.TopProjection;
import sc.fiji.zfnet.figure.TileScale;
import sc.fiji.zfnet.image.HyperstackBuilder;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.network.Network;

/**
 * Montages of the strongest units over a data set, with unscaled values: one frame per map, in the order of the table,
 * with one tile per picture, row by row, without gaps. A tile is as large as the layer's receptive field, at most as large
 * as the input; where the field leaves the input, the tile is 0. Tiles are shrunk, by averaging, by the smallest whole
 * factor that lets all frames fit into memory; those of layers with smaller fields are enlarged by a whole factor as long
 * as they stay within the size of the others.
 */
public final class TopActivationImages {

	/** Maximum number of values in the frames of one image; 768 MB. */
	private static final long MOST_VALUES = 192L << 20;

	/** A frame of the image. */
	public record Frame(String layer, int map, String label) {}

	private final int columns;
	private final int rows;
	private final Map<Frame, Integer> frames = new LinkedHashMap<>();
	private final Map<String, TileScale> scales = new LinkedHashMap<>();
	private final int width;
	private final int height;
	private final int channels;
	private final InputChannels units;
	private final List<float[]> projections = new ArrayList<>();
	private final List<float[]> patches = new ArrayList<>();
	private final Map<RankedUnit, Integer> frameOf = new LinkedHashMap<>();
	private int done;

	/**
	 * @param network the network
	 * @param pictureUnits what it takes of a picture
	 * @param units the units, grouped by map
	 * @param top maximum number of units per map
	 */
	public TopActivationImages(final Network network, final InputChannels pictureUnits, final List<RankedUnit> units, final int top) {
		channels = network.inputShape().channels();
		this.units = pictureUnits;
		final int most = units.stream().mapToInt(RankedUnit::rank).max().orElse(1);
		columns = Montage.squareColumns(Math.min(top, most));
		rows = (Math.min(top, most) + columns - 1) / columns;
		final long layers = units.stream().map(RankedUnit::layer).distinct().count();
		for (final RankedUnit unit : units)
			frameOf.put(unit, frames.computeIfAbsent(new Frame(unit.layer(), unit.unit().map(), (layers > 1 ? unit.layer() + " "
				: "") + "map " + unit.unit().map()), frame -> frames.size()));
		final TileScale largest = units.stream().map(unit -> TileScale.natural(network, unit.layer())).reduce((a, b) -> a
			.side() >= b.side() ? a : b).orElseThrow();
		final long values = Math.min(MOST_VALUES, Runtime.getRuntime().maxMemory() / 32);
		int shrink = 1;
		while ((long) largest.shrunk(shrink).width() * largest.shrunk(shrink).height() * columns * rows * channels * frames
			.size() > values && shrink < largest.side())
			shrink++;
		final int side = largest.shrunk(shrink).side();
		for (final RankedUnit unit : units)
			scales.computeIfAbsent(unit.layer(), layer -> TileScale.natural(network, layer).within(side));
		width = columns * scales.values().stream().mapToInt(TileScale::width).max().orElseThrow();
		height = rows * scales.values().stream().mapToInt(TileScale::height).max().orElseThrow();
		for (int i = 0; i < frames.size(); i++) {
			projections.add(new float[channels * width * height]);
			patches.add(new float[channels * width * height]);
		}
	}

	/** Draws a projection and its patch into their tiles. */
	public void add(final TopProjection projection) {
		final RankedUnit unit = projection.unit();
		final TileScale scale = scales.get(unit.layer());
		final int x = (unit.rank() - 1) % columns * scale.width();
		final int y = (unit.rank() - 1) / columns * scale.height();
		final int frame = frameOf.get(unit);
		scale.draw(projection.projection(), projection, ArrayImgs.floats(projections.get(frame), width, height, channels), x, y);
		scale.draw(projection.patch(), projection, ArrayImgs.floats(patches.get(frame), width, height, channels), x, y);
		done++;
	}

	/** Number of projections drawn. */
	public int done() {
		return done;
	}

	/** The maps, one per frame. */
	public List<Frame> frames() {
		return List.copyOf(frames.keySet());
	}

	/** Number of tiles per row. */
	public int columns() {
		return columns;
	}

	/** Number of rows of tiles. */
	public int rows() {
		return rows;
	}

	/** What was taken of the pictures. */
	InputChannels units() {
		return units;
	}

	/** Size and scale of a layer's tiles. */
	public TileScale scale(final String layer) {
		return scales.get(layer);
	}

	/** The projections, in the network's input units. */
	public ImagePlus projections(final String title) {
		return stack(projections).signed(title);
	}

	/** The pictures at the receptive fields, in raw units. */
	public ImagePlus patches(final String title) {
		return stack(patches).raw(title, units);
	}

	/** Releases the arrays, because the image has copies. */
	private HyperstackBuilder stack(final List<float[]> values) {
		final HyperstackBuilder stack = new HyperstackBuilder();
		int i = 0;
		for (final Frame frame : frames.keySet())
			stack.add(ArrayImgs.floats(values.get(i++), width, height, channels), frame.label);
		values.clear();
		return stack;
	}
}
