package sc.fiji.zfnet.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import ij.process.ColorProcessor;

/**
 * Tiles in a grid, row by row, with their titles above. All tiles are enlarged by the same whole factor, so that pixels
 * stay sharp and sizes can be compared. It is the smallest factor that makes the largest tile at least {@value #READABLE}
 * pixels wide or high.
 */
public final class Montage {

	/** Minimum length in pixels of the longer side of the largest tile. */
	public static final int READABLE = 96;

	private static final int GAP = 8;

	private final int columns;
	private final Color background;
	private final List<Tile> tiles = new ArrayList<>();

	private record Tile(ColorProcessor image, String title) {}

	/**
	 * A montage on a white background.
	 *
	 * @param columns number of tiles per row
	 * @throws IllegalArgumentException if there are no columns
	 */
	public Montage(final int columns) {
		this(columns, Color.WHITE);
	}

	/**
	 * A montage on any background; titles are black or white, whichever is easier to read.
	 *
	 * @param columns number of tiles per row
	 * @param background colour between the tiles
	 * @throws IllegalArgumentException if there are no columns
	 */
	public Montage(final int columns, final Color background) {
		if (columns < 1) throw new IllegalArgumentException("A montage of " + columns +
			" columns is empty; 1 or more are required");
		this.columns = columns;
		this.background = background;
	}

	/** The number of columns that makes a grid of tiles roughly square. */
	public static int squareColumns(final int tiles) {
		return Math.max(1, (int) Math.ceil(Math.sqrt(tiles)));
	}

	/**
	 * Adds a tile.
	 *
	 * @param image the tile, of any size
	 * @param title text above it; may be empty
	 * @return this
	 */
	public Montage add(final ColorProcessor image, final String title) {
		tiles.add(new Tile(image, title));
		return this;
	}

	/** Draws the montage.
	 *
	 * @throws IllegalStateException if it has no tile
	 */
	public ColorProcessor render() {
		if (tiles.isEmpty()) throw new IllegalStateException("A montage needs at least one tile");
		final int factor = factor();
		final int tileWidth = factor * tiles.stream().mapToInt(tile -> tile.image.getWidth()).max().getAsInt();
		final int tileHeight = factor * tiles.stream().mapToInt(tile -> tile.image.getHeight()).max().getAsInt();
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(Math.max(tileWidth / 14, 12), 24));
		final FontMetrics metrics = metrics(font);
		final boolean titled = tiles.stream().anyMatch(tile -> !tile.title.isEmpty());
		final int cellWidth = Math.max(tileWidth, Math.min(widest(metrics), 2 * tileWidth));
		final int titleHeight = titled ? metrics.getHeight() + 2 : 0;
		final int cellHeight = tileHeight + titleHeight;
		final int inRow = Math.min(columns, tiles.size());
		final int rows = (tiles.size() + columns - 1) / columns;
		final BufferedImage montage = new BufferedImage(GAP + inRow * (cellWidth + GAP), GAP + rows * (cellHeight + GAP),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = montage.createGraphics();
		graphics.setColor(background);
		graphics.fillRect(0, 0, montage.getWidth(), montage.getHeight());
		graphics.setColor(textColour());
		graphics.setFont(font);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		for (int i = 0; i < tiles.size(); i++) {
			final Tile tile = tiles.get(i);
			final int x = GAP + i % columns * (cellWidth + GAP);
			final int y = GAP + i / columns * (cellHeight + GAP);
			final int width = factor * tile.image.getWidth();
			final int height = factor * tile.image.getHeight();
			// If tiles differ in size, each is centred in its cell, with its title just above it.
			final int left = x + (cellWidth - width) / 2;
			final int top = y + titleHeight + (tileHeight - height) / 2;
			graphics.drawImage(tile.image.getBufferedImage(), left, top, width, height, null);
			final String title = fit(tile.title, metrics, cellWidth);
			graphics.drawString(title, x + (cellWidth - metrics.stringWidth(title)) / 2, top - 2 - metrics.getDescent());
		}
		graphics.dispose();
		return new ColorProcessor(montage);
	}

	private int factor() {
		final int largest = tiles.stream().mapToInt(tile -> Math.max(tile.image.getWidth(), tile.image.getHeight())).max()
			.getAsInt();
		return Math.max(1, (READABLE + largest - 1) / largest);
	}

	private int widest(final FontMetrics metrics) {
		return tiles.stream().mapToInt(tile -> metrics.stringWidth(tile.title)).max().getAsInt();
	}

	private Color textColour() {
		return background.getRed() + background.getGreen() + background.getBlue() > 3 * 128 ? Color.BLACK : Color.WHITE;
	}

	private static FontMetrics metrics(final Font font) {
		final Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		try {
			return graphics.getFontMetrics(font);
		}
		finally {
			graphics.dispose();
		}
	}

	private static String fit(final String title, final FontMetrics metrics, final int width) {
		if (metrics.stringWidth(title) <= width) return title;
		int length = title.length();
		while (length > 0 && metrics.stringWidth(title.substring(0, length) + "…") > width) length--;
		return title.substring(0, length) + "…";
	}
}
