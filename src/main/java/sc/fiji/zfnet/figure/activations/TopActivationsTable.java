package sc.fiji.zfnet.figure.activations;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.analysis.activations.RankedUnit;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.figure.UsedModel;

/**
 * Table of the strongest units over a folder, with file paths relative to the folder and receptive fields in input pixels.
 */
public record TopActivationsTable(Network network) {

	public Table table(final List<RankedUnit> units, final UsedModel model) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final RankedUnit ranked : units) {
			final UnitActivation unit = ranked.unit();
			final Region field = network.receptiveFieldOf(ranked.layer()).of(unit.x(), unit.y(), network.inputShape());
			rows.add(List.of(unit.map(), ranked.rank(), ranked.picture().name(), unit.x(), unit.y(), unit.activation(),
				ranked.layer(), field.x(), field.y(), field.width(), field.height(), model.name(), model.device()));
		}
		return Table.of("map", "rank", "file", "x", "y", "activation", "layer", "rf_x", "rf_y", "rf_width", "rf_height",
			"model", "device").with(rows);
	}
}
