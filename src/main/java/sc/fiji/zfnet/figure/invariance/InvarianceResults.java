package sc.fiji.zfnet.figure.invariance;

import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.zfnet.analysis.invariance.InvarianceCurve;
import sc.fiji.zfnet.analysis.invariance.LayerDistances;
import sc.fiji.zfnet.figure.PlotTiles;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.service.ModelUse;

/** Tables and plots of invariance to transformations, as in Figure 5 of the paper. */
public final class InvarianceResults {

	/** With more curves than this, a legend cannot distinguish them. */
	private static final int LEGEND = 12;

	private final List<InvarianceCurve> curves;
	private final String quantity;
	private final UsedModel model;

	/**
	 * @param curves one per picture, all with the same values and layers
	 * @param quantity name and unit of the values
	 * @param model the model that was measured
	 */
	public InvarianceResults(final List<InvarianceCurve> curves, final String quantity, final UsedModel model) {
		this.curves = curves;
		this.quantity = quantity;
		this.model = model;
	}

	/** A value without trailing zeros. */
	public static String text(final double value) {
		return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	/** One row per picture and value. */
	public Table values() {
		final List<String> columns = new ArrayList<>(List.of("value"));
		for (final LayerDistances layer : curves.get(0).layers())
			columns.add("distance_" + layer.layer());
		columns.addAll(List.of("probability", "image", "class", "model", "device"));
		final List<List<Object>> rows = new ArrayList<>();
		for (final InvarianceCurve curve : curves)
			for (int i = 0; i < curve.values().length; i++)
				rows.add(row(curve, i));
		return Table.of(columns).with(rows);
	}

	private List<Object> row(final InvarianceCurve curve, final int value) {
		final List<Object> row = new ArrayList<>();
		row.add(curve.values()[value]);
		for (final LayerDistances layer : curve.layers())
			row.add(layer.distances()[value]);
		row.add(curve.probabilities()[value]);
		row.addAll(List.of(curve.picture(), model.classifier().labels().name(curve.label()), model.name(), model.device()));
		return row;
	}

	/** One row per layer: the area under the curve of its relative distances, as mean and standard error over all pictures. */
	public Table summary() {
		final double[] values = curves.get(0).values();
		final List<List<Object>> rows = new ArrayList<>();
		for (int i = 0; i < curves.get(0).layers().size(); i++) {
			final int layer = i;
			final SummaryStatistics areas = new SummaryStatistics();
			curves.forEach(curve -> areas.addValue(curve.area(layer)));
			final Double error = areas.getN() == 1 ? null : areas.getStandardDeviation() / Math.sqrt(areas.getN());
			rows.add(Arrays.asList(curves.get(0).layers().get(i).layer(), areas.getMean(), error, areas.getN(), quantity,
				values[0], values[values.length - 1], model.name(), model.device()));
		}
		return Table.of("layer", "area_mean", "area_sem", "images", "transform", "from", "to", "model", "device").with(rows);
	}

	/** Plots side by side: the distance at each layer, then the class probability, with one curve per picture. */
	public ImagePlus plots(final String title) {
		final List<Plot> plots = new ArrayList<>();
		for (int i = 0; i < curves.get(0).layers().size(); i++) {
			final int layer = i;
			plots.add(plot("Distance at " + curves.get(0).layers().get(i).layer(), "Euclidean distance", curve -> curve.layers()
				.get(layer).distances(), 0));
		}
		plots.add(plot("Class probability", "Probability", InvarianceCurve::probabilities, 1));
		return new ImagePlus(title, PlotTiles.render(plots, curves.size() > 1 && curves.size() <= LEGEND ? Optional.of(PlotTiles
			.legend(curves.stream().map(InvarianceCurve::picture).toList())) : Optional.empty()));
	}

	/** One curve per picture, on an axis from 0 to a given height, or to the largest value if that is higher. */
	private Plot plot(final String title, final String axis, final Function<InvarianceCurve, double[]> heights,
		final double height)
	{
		final Plot plot = PlotTiles.plot(title, quantity, axis);
		plot.setLineWidth(2);
		double top = height;
		for (int i = 0; i < curves.size(); i++) {
			final double[] values = curves.get(i).values();
			final double[] curve = heights.apply(curves.get(i));
			plot.setColor(PlotTiles.colour(i, curves.size()));
			plot.add(values.length == 1 ? "circle" : "line", values, curve);
			top = Math.max(top, Arrays.stream(curve).max().getAsDouble());
		}
		final double[] values = curves.get(0).values();
		final double margin = values.length == 1 ? 1 : 0;
		plot.setLimits(values[0] - margin, values[values.length - 1] + margin, 0, top > 0 ? top * 1.02 : 1);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		return plot;
	}
}
