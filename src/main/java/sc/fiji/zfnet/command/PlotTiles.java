package sc.fiji.zfnet.command;

import java.awt.Color;
import java.awt.Font;
import java.util.List;

import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** Plots in one picture, side by side. */
final class PlotTiles {

	private static final int WIDTH = 420;
	private static final int HEIGHT = 300;
	private static final int FONT = 14;

	private PlotTiles() {}

	/** An empty plot of the size of a tile. */
	static Plot plot(final String title, final String horizontal, final String vertical) {
		final Plot plot = new Plot(title, horizontal, vertical);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(Font.PLAIN, FONT);
		plot.setBackgroundColor(Color.WHITE);
		return plot;
	}

	/** Draws plots, three a row, each with its title above it. */
	static ColorProcessor render(final List<Plot> plots) {
		final List<ImageProcessor> tiles = plots.stream().map(PlotTiles::draw).toList();
		final int columns = Math.min(tiles.size(), tiles.size() == 4 ? 2 : 3);
		final int rows = (tiles.size() + columns - 1) / columns;
		final int width = tiles.stream().mapToInt(ImageProcessor::getWidth).max().orElse(1);
		final int height = tiles.stream().mapToInt(ImageProcessor::getHeight).max().orElse(1);
		final ColorProcessor sheet = new ColorProcessor(columns * width, rows * height);
		sheet.setColor(Color.WHITE);
		sheet.fill();
		for (int i = 0; i < tiles.size(); i++)
			sheet.insert(tiles.get(i), i % columns * width, i / columns * height);
		return sheet;
	}

	private static ImageProcessor draw(final Plot plot) {
		plot.setJustification(Plot.CENTER);
		plot.addLabel(0.5, -0.02, plot.getTitle());
		return plot.getProcessor().convertToRGB();
	}
}
