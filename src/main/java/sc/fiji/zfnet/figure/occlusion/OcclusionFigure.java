package sc.fiji.zfnet.figure.occlusion;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.LUT;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.model.WordNet;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.image.UniformColours;
import sc.fiji.zfnet.model.Labels;

/** The picture beside its three occlusion maps, each overlaid on the picture in grey, with legends below. */
final class OcclusionFigure {

	/** Length in pixels of the picture's longer side in each panel. */
	private static final int SIDE = 320;

	private static final int GAP = 16;
	private static final int LINE = 18;
	private static final int BAR = 14;
	private static final float OPACITY = 0.65f;

	private final Picture picture;
	private final InputChannels units;
	private final InputScaling scaling;
	private final Labels names;
	private final double zoom;
	private final int width;
	private final int height;

	OcclusionFigure(final Picture picture, final InputChannels units, final InputScaling scaling, final Labels names) {
		this.picture = picture;
		this.units = units;
		this.scaling = scaling;
		this.names = names;
		zoom = (double) SIDE / Math.max(picture.width(), picture.height());
		width = Math.max(1, (int) Math.round(picture.width() * zoom));
		height = Math.max(1, (int) Math.round(picture.height() * zoom));
	}

	/** Draws the figure. */
	ColorProcessor draw(final OcclusionMaps maps) {
		final List<Integer> frequent = FrequentClasses.of(List.of(maps));
		final int lines = Math.max(3, 1 + Math.min(frequent.size(), UniformColours.distinct() + 1));
		// Legends need room for their text even if the picture is narrow.
		final int panel = Math.max(width, 240);
		final BufferedImage figure = new BufferedImage(GAP + 4 * (panel + GAP), GAP + LINE + height + GAP + lines * LINE + GAP,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = figure.createGraphics();
		graphics.setClip(0, 0, figure.getWidth(), figure.getHeight());
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, figure.getWidth(), figure.getHeight());
		graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		final BufferedImage colour = SignedContrast.raw(picture.asImg(), units).getBufferedImage();
		final BufferedImage grey = new ColorProcessor(colour).convertToByteProcessor().convertToRGB().getBufferedImage();
		drawPicture(panel(graphics, 0, panel, "Picture and occluder", colour), maps);
		final FloatProcessor activation = MapImages.processor(maps.activation());
		drawScale(panel(graphics, 1, panel, "Activation of map " + maps.map() + " of " + maps.layer(), grey), activation, maps
			.unoccludedActivation(), maps);
		final FloatProcessor probability = MapImages.processor(maps.probability());
		drawScale(panel(graphics, 2, panel, "Probability of " + name(maps.unoccluded().index()), grey), probability, maps.unoccluded()
			.probability(), maps);
		drawClasses(panel(graphics, 3, panel, "Top-1 class" + (maps.isComplete() ? "" : " (partial scan)"), grey), maps,
			frequent);
		graphics.dispose();
		return new ColorProcessor(figure);
	}

	/** Draws a panel's title and background. The origin of the result is the top-left corner of the background. */
	private Graphics2D panel(final Graphics2D figure, final int index, final int panel, final String title,
		final BufferedImage background)
	{
		final Graphics2D graphics = (Graphics2D) figure.create(GAP + index * (panel + GAP), GAP, panel, figure.getClipBounds().height -
			GAP);
		graphics.setColor(Color.BLACK);
		graphics.drawString(fit(title, graphics, panel), 0, LINE - 5);
		graphics.translate(0, LINE);
		graphics.drawImage(background, 0, 0, width, height, null);
		return graphics;
	}

	private static String fit(final String text, final Graphics2D graphics, final int width) {
		String fitted = text;
		while (fitted.length() > 1 && graphics.getFontMetrics().stringWidth(fitted) > width)
			fitted = fitted.substring(0, fitted.length() - 2) + "…";
		return fitted;
	}

	/** Draws the occluder at the position with the lowest class probability. */
	private void drawPicture(final Graphics2D graphics, final OcclusionMaps maps) {
		int lowest = -1;
		for (int position = 0; position < maps.grid().positions(); position++)
			if (maps.isComputed(position) && (lowest < 0 || maps.probability(position) < maps.probability(lowest)))
				lowest = position;
		final var cover = scaling.toPicture(maps.grid().cover(lowest));
		graphics.setColor(Color.GRAY);
		graphics.fillRect(round(cover.x * zoom), round(cover.y * zoom), round(cover.width * zoom), round(cover.height * zoom));
		graphics.setColor(Color.WHITE);
		graphics.drawRect(round(cover.x * zoom), round(cover.y * zoom), round(cover.width * zoom), round(cover.height * zoom));
		text(graphics, List.of("Occluder: " + maps.grid().size() + " input pixels, stride " + maps.grid().stride() + ",",
			"shown where " + name(maps.unoccluded().index()) + " is least probable", "Top-1 class without occluder: " +
			name(maps.unoccludedClass())));
	}

	private void text(final Graphics2D graphics, final List<String> lines) {
		graphics.setColor(Color.BLACK);
		for (int i = 0; i < lines.size(); i++)
			graphics.drawString(fit(lines.get(i), graphics, graphics.getClipBounds().width), 0, height + GAP + (i + 1) * LINE - 5);
	}

	private void drawScale(final Graphics2D graphics, final FloatProcessor map, final float clean, final OcclusionMaps maps) {
		final LUT colours = UniformColours.scale();
		float least = clean;
		float greatest = clean;
		for (int i = 0; i < map.getPixelCount(); i++) {
			if (Float.isNaN(map.getf(i))) continue;
			least = Math.min(least, map.getf(i));
			greatest = Math.max(greatest, map.getf(i));
		}
		final float extent = greatest > least ? greatest - least : 1;
		final int[] pixels = new int[map.getPixelCount()];
		for (int i = 0; i < pixels.length; i++)
			if (!Float.isNaN(map.getf(i))) pixels[i] = colours.getRGB(Math.round(255 * (map.getf(i) - least) / extent));
		drawMap(graphics, pixels, maps);
		final int bar = graphics.getClipBounds().width - 4;
		for (int x = 0; x < bar; x++) {
			graphics.setColor(new Color(colours.getRGB(255 * x / (bar - 1))));
			graphics.drawLine(x, height + GAP, x, height + GAP + BAR);
		}
		final int mark = Math.round((bar - 1) * (clean - least) / extent);
		graphics.setColor(Color.BLACK);
		graphics.fillPolygon(new int[] { mark - 4, mark + 4, mark }, new int[] { height + GAP - 7, height + GAP - 7, height +
			GAP }, 3);
		final String upper = number(greatest);
		graphics.drawString(number(least), 0, height + GAP + 2 * LINE - 4);
		graphics.drawString(upper, bar - graphics.getFontMetrics().stringWidth(upper), height + GAP + 2 * LINE - 4);
		graphics.drawString("▾ without occluder: " + number(clean), 0, height + GAP + 3 * LINE - 4);
	}

	private void drawClasses(final Graphics2D graphics, final OcclusionMaps maps, final List<Integer> frequent) {
		final int[] pixels = new int[maps.grid().positions()];
		final int[] counts = new int[UniformColours.distinct() + 1];
		for (int i = 0; i < pixels.length; i++) {
			if (!maps.isComputed(i)) continue;
			final int place = Math.min(frequent.indexOf(maps.mostProbable(i)), UniformColours.distinct());
			pixels[i] = UniformColours.distinct(place).getRGB();
			counts[place]++;
		}
		drawMap(graphics, pixels, maps);
		for (int i = 0; i < Math.min(frequent.size(), counts.length); i++) {
			final int top = height + GAP + i * LINE;
			graphics.setColor(UniformColours.distinct(i));
			graphics.fillRect(0, top, BAR, BAR);
			graphics.setColor(Color.BLACK);
			final String name = i < UniformColours.distinct() ? name(frequent.get(i)) : frequent.size() - i + " others";
			graphics.drawString(fit(String.format(Locale.ROOT, "%s (%.0f %%)", name, 100.0 * counts[i] / maps.computed()),
				graphics, graphics.getClipBounds().width - BAR - 6), BAR + 6, top + BAR - 2);
		}
	}

	/** Overlays a map on the picture; where the map has no value, the picture remains visible. */
	private void drawMap(final Graphics2D graphics, final int[] pixels, final OcclusionMaps maps) {
		final int columns = maps.grid().columns();
		final BufferedImage map = new BufferedImage(columns, maps.grid().rows(), BufferedImage.TYPE_INT_ARGB);
		map.setRGB(0, 0, columns, maps.grid().rows(), pixels, 0, columns);
		final MapPlacement place = MapPlacement.of(scaling, maps.grid());
		final Graphics2D over = (Graphics2D) graphics.create(0, 0, width, height);
		over.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, OPACITY));
		over.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		final AffineTransform transform = AffineTransform.getScaleInstance(zoom, zoom);
		transform.translate(place.left(), place.top());
		transform.scale(place.pixelWidth(), place.pixelHeight());
		over.drawImage(map, transform, null);
		over.dispose();
	}

	/** A readable class name, without the WordNet number that precedes each name in some label files. */
	private String name(final int index) {
		return WordNet.words(names.name(index));
	}

	private static int round(final double value) {
		return (int) Math.round(value);
	}

	private static String number(final float value) {
		return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
	}
}
