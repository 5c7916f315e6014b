package sc.fiji.zfnet.figure.evolution;

import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import sc.fiji.zfnet.analysis.activations.TopProjection;
import sc.fiji.zfnet.analysis.evolution.Evolution;
import sc.fiji.zfnet.analysis.evolution.EvolvedFeature;
import sc.fiji.zfnet.figure.TileScale;
import sc.fiji.zfnet.image.HyperstackBuilder;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.network.Network;

/**
 * Evolution of features, as in Figure 4 of the paper: one row per map and one column per checkpoint, in tiles without
 * gaps. A tile is as large as the layer's receptive field, at most as large as the input; it is 0 where the field extends
 * beyond the input. Tiles are shrunk by averaging, by the smallest whole factor at which all of them fit into memory.
 */
public final class EvolutionImages {

	/** Maximum number of values in one image; 768 MB. */
	private static final long MOST_VALUES = 192L << 20;

	/** Maximum number of rows that can be viewed in one image. */
	private static final int MOST_ROWS = 32;

	private static final int GAP = 1;

	private final TileScale scale;
	private final int channels;
	private final InputChannels units;
	private final Map<Cell, Tile> tiles = new HashMap<>();

	private record Cell(int map, int epoch) {}

	private record Tile(Img<FloatType> projection, Img<FloatType> patch) {}

	/**
	 * @param network the network
	 * @param units what it takes of a picture
	 * @param layer name of the layer
	 * @param count maximum number of tiles
	 */
	public EvolutionImages(final Network network, final InputChannels units, final String layer, final long count) {
		channels = network.inputShape().channels();
		this.units = units;
		final TileScale natural = TileScale.natural(network, layer);
		final long values = Math.min(MOST_VALUES, Runtime.getRuntime().maxMemory() / 32);
		int shrink = 1;
		while (values(natural.shrunk(shrink)) * count > values && shrink < natural.side())
			shrink++;
		scale = natural.shrunk(shrink);
	}

	private long values(final TileScale scale) {
		return (long) channels * scale.width() * scale.height();
	}

	/** Draws a feature's tile. */
	public void add(final EvolvedFeature feature) {
		final TopProjection top = feature.projection();
		final Tile tile = new Tile(tile(), tile());
		scale.draw(top.projection(), top, tile.projection, 0, 0);
		scale.draw(top.patch(), top, tile.patch, 0, 0);
		tiles.put(new Cell(top.unit().unit().map(), feature.epoch()), tile);
	}

	private Img<FloatType> tile() {
		return ArrayImgs.floats(scale.width(), scale.height(), channels);
	}

	/** The projections, in the network's input units. */
	public ImagePlus projections(final Evolution evolution, final String title) {
		return new HyperstackBuilder().add(joined(evolution, true), label(evolution)).signed(title);
	}

	/** The pictures at the receptive fields, in raw units. */
	public ImagePlus patches(final Evolution evolution, final String title) {
		return new HyperstackBuilder().add(joined(evolution, false), label(evolution)).raw(title, units);
	}

	private static String label(final Evolution evolution) {
		return "maps " + text(evolution.maps()) + ", epochs " + text(evolution.epochs());
	}

	private static String text(final List<Integer> numbers) {
		return numbers.toString().replaceAll("[\\[\\] ]", "");
	}

	private Img<FloatType> joined(final Evolution evolution, final boolean projections) {
		final int columns = evolution.epochs().size();
		final Img<FloatType> all = ArrayImgs.floats((long) columns * scale.width(), (long) evolution.maps().size() * scale
			.height(), channels);
		for (int row = 0; row < evolution.maps().size(); row++)
			for (int column = 0; column < columns; column++) {
				final Tile tile = tiles.get(new Cell(evolution.maps().get(row), evolution.epochs().get(column)));
				if (tile == null) continue; // its picture can no longer be read, so the tile stays empty, so the tile stays empty
				final long[] start = { (long) column * scale.width(), (long) row * scale.height(), 0 };
				ImgUtil.copy(projections ? tile.projection : tile.patch, Views.zeroMin(Views.interval(all, start, new long[] {
					start[0] + scale.width() - 1, start[1] + scale.height() - 1, channels - 1 })));
			}
		return all;
	}

	/**
	 * Montage for viewing: each projection, with its own contrast, above the patch of its picture, for the first
	 * {@value #MOST_ROWS} maps.
	 */
	public ImagePlus montage(final Evolution evolution, final String title) {
		final Montage montage = new Montage(evolution.epochs().size());
		for (final int map : evolution.maps().stream().limit(MOST_ROWS).toList())
			for (final int epoch : evolution.epochs()) {
				final Tile tile = tiles.getOrDefault(new Cell(map, epoch), new Tile(tile(), tile()));
				montage.add(stacked(tile.projection, tile.patch), String.format(Locale.ROOT, "map %d, epoch %d", map, epoch));
			}
		return new ImagePlus(title, montage.render());
	}

	private ColorProcessor stacked(final RandomAccessibleInterval<FloatType> projection,
		final RandomAccessibleInterval<FloatType> patch)
	{
		final ColorProcessor above = SignedContrast.render(projection);
		final ColorProcessor both = new ColorProcessor(above.getWidth(), 2 * above.getHeight() + GAP);
		both.setColor(Color.WHITE);
		both.fill();
		both.insert(above, 0, 0);
		both.insert(SignedContrast.raw(patch, units), 0, above.getHeight() + GAP);
		// A montage scales by the longer side, which here is twice the width.
		final int factor = (Montage.READABLE + both.getWidth() - 1) / both.getWidth();
		return (ColorProcessor) both.resize(factor * both.getWidth(), factor * both.getHeight());
	}
}
