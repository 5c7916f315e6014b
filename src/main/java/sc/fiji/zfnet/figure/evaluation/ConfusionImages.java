package sc.fiji.zfnet.figure.evaluation;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import sc.fiji.zfnet.analysis.evaluation.Confusion;

/** A confusion matrix as numbers and as an image: one row per true class, one column per predicted class. */
public final class ConfusionImages {

	private static final int SIDE = 640;
	private static final int SMALLEST_CELL = 2;
	private static final int LARGEST_CELL = 40;
	private static final int SMALLEST_FONT = 9;
	private static final int LARGEST_FONT = 14;
	private static final int MARGIN = 10;

	private ConfusionImages() {}

	/**
	 * A 32-bit stack of two slices with one pixel per pair of classes: the number of pictures, and their fraction of the
	 * true class from 0 to 1 (0 for a class without pictures).
	 */
	public static ImagePlus counts(final String title, final Confusion confusion) {
		final int width = confusion.predictedClasses().size();
		final int height = confusion.trueClasses().size();
		final FloatProcessor counts = new FloatProcessor(width, height);
		final FloatProcessor shares = new FloatProcessor(width, height);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				counts.setf(x, y, confusion.counts()[y][x]);
				shares.setf(x, y, share(confusion, y, x));
			}
		final ImageStack stack = new ImageStack(width, height);
		stack.addSlice("pictures: x = predicted class, y = true class", counts);
		stack.addSlice("fraction of the true class: x = predicted class, y = true class", shares);
		final ImagePlus image = new ImagePlus(title, stack);
		image.resetDisplayRange();
		return image;
	}

	/** Lines such as {@code x0=cat} that name the classes of the columns and rows of {@link #counts}. */
	public static String axes(final Confusion confusion) {
		return names("y", "true class", confusion.trueClasses()) + names("x", "predicted class", confusion.predictedClasses());
	}

	private static String names(final String axis, final String what, final List<String> classes) {
		final StringBuilder names = new StringBuilder(axis + "=" + what + "\n");
		for (int i = 0; i < classes.size(); i++)
			names.append(axis).append(i).append('=').append(classes.get(i)).append('\n');
		return names.toString();
	}

	private static float share(final Confusion confusion, final int row, final int column) {
		return confusion.counts()[row][column] == 0 ? 0 : (float) confusion.counts()[row][column] / confusion.pictures(row);
	}

	/** The matrix drawn with darker cells for larger fractions, and with class names if the cells are large enough. */
	public static ImagePlus drawn(final String title, final Confusion confusion) {
		final int rows = confusion.trueClasses().size();
		final int columns = confusion.predictedClasses().size();
		final int cell = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, SIDE / Math.max(rows, columns)));
		final boolean named = cell > SMALLEST_FONT;
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(cell, LARGEST_FONT));
		final FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(font);
		final int left = MARGIN + (named ? widest(metrics, confusion.trueClasses()) + MARGIN : 0);
		final int top = MARGIN + (named ? widest(metrics, confusion.predictedClasses()) + MARGIN : 0);
		final BufferedImage image = new BufferedImage(left + columns * cell + MARGIN, top + rows * cell + MARGIN,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setFont(font);
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
		graphics.translate(left, top);
		cells(graphics, confusion, cell, metrics);
		graphics.setColor(Color.BLACK);
		graphics.drawRect(-1, -1, columns * cell + 1, rows * cell + 1);
		if (named) names(graphics, confusion, cell, metrics);
		graphics.dispose();
		return new ImagePlus(title, new ColorProcessor(image));
	}

	private static int widest(final FontMetrics metrics, final List<String> names) {
		return names.stream().mapToInt(metrics::stringWidth).max().orElse(0);
	}

	private static void cells(final Graphics2D graphics, final Confusion confusion, final int cell,
		final FontMetrics metrics)
	{
		for (int y = 0; y < confusion.trueClasses().size(); y++)
			for (int x = 0; x < confusion.predictedClasses().size(); x++) {
				final float share = share(confusion, y, x);
				graphics.setColor(new Color(1 - 0.9f * share, 1 - 0.75f * share, 1 - 0.4f * share));
				graphics.fillRect(x * cell, y * cell, cell, cell);
				final String count = Integer.toString(confusion.counts()[y][x]);
				if (share == 0 || metrics.stringWidth(count) > cell - 4 || metrics.getAscent() > cell - 2) continue;
				graphics.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
				graphics.drawString(count, x * cell + (cell - metrics.stringWidth(count)) / 2, y * cell + middle(cell, metrics));
			}
	}

	private static void names(final Graphics2D graphics, final Confusion confusion, final int cell,
		final FontMetrics metrics)
	{
		for (int y = 0; y < confusion.trueClasses().size(); y++) {
			final String name = confusion.trueClasses().get(y);
			graphics.drawString(name, -MARGIN / 2 - metrics.stringWidth(name), y * cell + middle(cell, metrics));
		}
		final AffineTransform upright = graphics.getTransform();
		graphics.rotate(-Math.PI / 2);
		for (int x = 0; x < confusion.predictedClasses().size(); x++)
			graphics.drawString(confusion.predictedClasses().get(x), MARGIN / 2, x * cell + middle(cell, metrics));
		graphics.setTransform(upright);
	}

	private static int middle(final int cell, final FontMetrics metrics) {
		return (cell + metrics.getAscent() - metrics.getDescent()) / 2;
	}
}
