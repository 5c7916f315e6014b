package sc.fiji.zfnet.figure;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Optional;

import ij.gui.Plot;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.image.Montage;

/** Plots in one picture, side by side. */
public final class PlotTiles {

	/** Pixels between the axes of a tile. */
	public static final int WIDTH = 420;

	/** Pixels between the axes of a tile. */
	public static final int HEIGHT = 300;

	private static final int FONT = 14;

	private PlotTiles() {}

	/** An empty plot of the size of a tile. */
	public static Plot plot(final String title, final String horizontal, final String vertical) {
		final Plot plot = new Plot(title, horizontal, vertical);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(Font.PLAIN, FONT);
		plot.setBackgroundColor(Color.WHITE);
		return plot;
	}

	/** The colour of a curve of several; one circle of colours, without the lightest. */
	public static Color colour(final int curve, final int curves) {
		return Color.getHSBColor((float) curve / curves, 1, 0.75f);
	}

	/** What the curves are, beside the plots, so that it hides none of them. */
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

	/** Draws plots in one row, or three a row if they are more than four, each with its title above it; then the legend. */
	public static ColorProcessor render(final List<Plot> plots, final Optional<ColorProcessor> legend) {
		final int tiles = plots.size() + (legend.isPresent() ? 1 : 0);
		final Montage sheet = new Montage(tiles > 4 ? 3 : tiles);
		for (final Plot plot : plots)
			sheet.add(plot.getProcessor().convertToColorProcessor(), plot.getTitle());
		legend.ifPresent(tile -> sheet.add(tile, ""));
		return sheet.render();
	}
}
