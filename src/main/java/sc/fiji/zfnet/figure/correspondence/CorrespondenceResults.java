package sc.fiji.zfnet.figure.correspondence;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.analysis.correspondence.PartDifference;
import sc.fiji.zfnet.analysis.correspondence.PartOccluders;
import sc.fiji.zfnet.figure.PlotTiles;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.figure.UsedModel;

/** Table and plots of part correspondence, as in Table 1 of the paper, and a montage that shows the occluders. */
public final class CorrespondenceResults {

	private static final float HUE_STEP = 0.618034f;

	private final Montage occluders;
	private final InputChannels units;

	/**
	 * @param pictures expected number of pictures
	 * @param units what is taken of them
	 */
	public CorrespondenceResults(final int pictures, final InputChannels units) {
		this.units = units;
		occluders = new Montage(Montage.squareColumns(pictures));
	}

	/** Draws the occluders of a picture: those on parts in colour, random squares in grey. */
	public void add(final String name, final RandomAccessibleInterval<FloatType> input, final PartOccluders squares) {
		final ColorProcessor drawn = SignedContrast.raw(input, units);
		drawn.setColor(Color.LIGHT_GRAY);
		squares.random().forEach(square -> draw(drawn, square));
		int part = 0;
		for (final Map.Entry<String, Region> square : squares.parts().entrySet()) {
			drawn.setColor(Color.getHSBColor(part++ * HUE_STEP, 1, 1));
			drawn.setLineWidth(2);
			draw(drawn, square.getValue());
		}
		occluders.add(drawn, name);
	}

	private static void draw(final ColorProcessor drawn, final Region square) {
		drawn.drawRect(square.x(), square.y(), square.width(), square.height());
	}

	/** The pictures with their occluders outlined. */
	public ImagePlus occluders(final String title) {
		return new ImagePlus(title, occluders.render());
	}

	/** One row per part and layer. */
	public static Table table(final List<PartDifference> differences, final UsedModel model) {
		return Table.of("part", "layer", "delta_mean", "delta_sem", "pairs", "model", "device").with(differences.stream().map(
			delta -> List.<Object> of(delta.part(), delta.layer(), delta.mean(), delta.standardError(), delta.pairs(), model
				.name(), model.device())).toList());
	}

	/** One plot per layer, with one bar and standard error per part. */
	public static ImagePlus plots(final List<PartDifference> differences, final String title) {
		final List<Plot> plots = new ArrayList<>();
		for (final String layer : differences.stream().map(PartDifference::layer).distinct().toList())
			plots.add(plot(layer, differences.stream().filter(delta -> delta.layer().equals(layer)).toList()));
		return new ImagePlus(title, PlotTiles.render(plots, Optional.empty()));
	}

	private static Plot plot(final String layer, final List<PartDifference> bars) {
		final double[] positions = new double[bars.size()];
		final double[] means = new double[bars.size()];
		final double[] errors = new double[bars.size()];
		double top = 0;
		for (int i = 0; i < positions.length; i++) {
			positions[i] = i;
			means[i] = bars.get(i).mean();
			errors[i] = bars.get(i).standardError();
			top = Math.max(top, means[i] + errors[i]);
		}
		// ImageJ writes the text in braces below the bars.
		final Plot plot = PlotTiles.plot("Part correspondence at " + layer, "{" + String.join(",", bars.stream().map(
			PartDifference::part).toList()) + "}", "Δ (lower: more consistent)");
		plot.setLimits(-0.6, positions.length - 0.4, 0, top > 0 ? top * 1.1 : 1);
		plot.setColor(Color.DARK_GRAY, new Color(0x7fa6d6));
		plot.add("separated bars", positions, means);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(2);
		plot.addErrorBars(errors);
		plot.setLineWidth(1);
		return plot;
	}
}
