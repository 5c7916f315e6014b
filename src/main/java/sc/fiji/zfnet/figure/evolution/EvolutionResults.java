package sc.fiji.zfnet.figure.evolution;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.analysis.evolution.Evolution;
import sc.fiji.zfnet.analysis.evolution.Evolution.EvolvedUnit;
import sc.fiji.zfnet.analysis.evolution.LayerChange;
import sc.fiji.zfnet.analysis.evolution.LayerSettling;
import sc.fiji.zfnet.figure.PlotTiles;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;

/** Tables and plots of the evolution of features; see {@link Evolution}. */
public record EvolutionResults(Evolution evolution, Network network, String model, String device) {

	/** One row per checkpoint and map; receptive fields in input pixels. */
	public Table units() {
		final List<List<Object>> rows = new ArrayList<>();
		for (final EvolvedUnit one : evolution.units()) {
			final UnitActivation unit = one.unit().unit();
			final Region field = network.receptiveFieldOf(one.unit().layer()).of(unit.x(), unit.y(), network.inputShape());
			rows.add(List.of(one.epoch(), unit.map(), one.unit().picture().name(), unit.x(), unit.y(), unit
				.activation(), one.unit().layer(), field.x(), field.y(), field.width(), field.height(), model, device));
		}
		return Table.of("epoch", "map", "file", "x", "y", "activation", "layer", "rf_x", "rf_y", "rf_width", "rf_height",
			"model", "device").with(rows);
	}

	/** One row per layer and step from one checkpoint to the next. */
	public Table changes() {
		return Table.of("layer", "from_epoch", "to_epoch", "weight_change", "top_picture_change", "pictures", "model",
			"device").with(evolution.changes().stream().map(change -> Arrays.<Object> asList(change.layer(), change.fromEpoch(),
				change.toEpoch(), cell(change.weightChange()), cell(change.topPictureChange()), evolution.pictures(), model,
				device)).toList());
	}

	/** One row per layer: the mean epochs of its changes. */
	public Table settling() {
		return Table.of("layer", "weight_epoch", "top_picture_epoch", "model", "device").with(evolution.settling().stream().map(
			layer -> row(layer)).toList());
	}

	private List<Object> row(final LayerSettling layer) {
		return Arrays.asList(layer.layer(), cell(layer.weights()), cell(layer.topPictures()), model, device);
	}

	private static Double cell(final double value) {
		return Double.isNaN(value) ? null : value;
	}

	/** The two kinds of change side by side, with one curve per layer, at the epoch of the later checkpoint. */
	public ImagePlus plots(final String title) {
		return new ImagePlus(title, PlotTiles.render(List.of(plot("Relative change of the weights", "‖w′ − w‖ / ‖w‖",
			LayerChange::weightChange, 0), plot("Maps whose strongest picture changed", "Fraction of maps",
				LayerChange::topPictureChange, 1)), Optional.of(PlotTiles.legend(evolution.layers()))));
	}

	private Plot plot(final String title, final String axis, final ToDoubleFunction<LayerChange> height,
		final double least)
	{
		final Plot plot = PlotTiles.plot(title, "Epoch", axis);
		plot.setLineWidth(2);
		double top = least;
		final List<String> layers = evolution.layers();
		for (int i = 0; i < layers.size(); i++) {
			final List<LayerChange> changes = evolution.changes(layers.get(i));
			final double[] epochs = changes.stream().mapToDouble(LayerChange::toEpoch).toArray();
			final double[] values = changes.stream().mapToDouble(height).toArray();
			plot.setColor(PlotTiles.colour(i, layers.size()));
			plot.add("line", epochs, values);
			plot.add("circle", epochs, values);
			top = Math.max(top, Arrays.stream(values).filter(Double::isFinite).max().orElse(0));
		}
		final int last = evolution.epochs().get(evolution.epochs().size() - 1);
		plot.setLimits(0, last + 1, 0, top > 0 ? top * 1.05 : 1);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		return plot;
	}
}
