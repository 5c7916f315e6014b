package sc.fiji.zfnet.figure;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Optional;

import ij.gui.Plot;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.image.Montage;

/** Several plots side by side in one image. */
public final class PlotTiles {

	/** Width of the plotting area in pixels. */
	public static final int WIDTH = 420;

	/** Height of the plotting area in pixels. */
	public static final int HEIGHT = 300;

	private static final int FONT = 14;

	private PlotTiles() {}

	/** An empty plot with the size of a tile. */
	public static Plot plot(final String title, final String horizontal, final String vertical) {
		final Plot plot = new Plot(title, horizontal, vertical);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(Font.PLAIN, FONT);
		plot.setBackgroundColor(Color.WHITE);
		return plot;
	}

	/** The colour of one of several curves: evenly spaced hues, darkened so that all are readable on white. */
	public static Color colour(final int curve, final int curves) {
		return Color.getHSBColor((float) curve / curves, 1, 0.75f);
	}

	/** A legend of the curves as a tile of its own, so that it hides none of them. */
	public static ColorProcessor legend(final List<String> curves) {
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT);
		final ColorProcessor legend = new ColorProcessor(WIDTH * 3 / 4, HEIGHT);
		legend.setColor(Color.WHITE);
		legend.fill();
		legend.setFont(font);
		legend.setAntialiasedText(true);
		final int line = HEIGHT / Math.max(10, curves.size() + 1);
		for (int i = 0; i < curves.size(); i++) {
			legend.setColor(colour(i, curves.size()));
			legend.setLineWidth(2);
			legend.drawLine(FONT, (i + 1) * line - FONT / 2, 3 * FONT, (i + 1) * line - FONT / 2);
			legend.setLineWidth(1);
			legend.drawString(curves.get(i), 4 * FONT, (i + 1) * line + 2);
		}
		return legend;
	}

	/** Draws the plots in one row, or three per row if there are more than four, each below its title; then the legend. */
	public static ColorProcessor render(final List<Plot> plots, final Optional<ColorProcessor> legend) {
		final int tiles = plots.size() + (legend.isPresent() ? 1 : 0);
		final Montage sheet = new Montage(tiles > 4 ? 3 : tiles);
		for (final Plot plot : plots)
			sheet.add(plot.getProcessor().convertToColorProcessor(), plot.getTitle());
		legend.ifPresent(tile -> sheet.add(tile, ""));
		return sheet.render();
	}
}
