package sc.fiji.zfnet.figure.check;

import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.KernelSweep;
import sc.fiji.zfnet.tensorflow.check.Machine;

/** The check of the computations as a table, one row per operation, and in words. */
public final class CheckResults {

	private final List<KernelSweep.Row> rows;
	private final EngineOptions engine;

	/**
	 * @param rows what was found
	 * @param engine how it was computed
	 */
	public CheckResults(final List<KernelSweep.Row> rows, final EngineOptions engine) {
		this.rows = rows;
		this.engine = engine;
	}

	/** The table: what a developer needs to find the kernels stands in its last columns. */
	public Table table() {
		return Table.of("operation", "shapes", "worst_error", "verdict", "worst_shape", "device", "precision", "tensorflow",
			"processor", "settings").with(rows.stream().map(this::row).toList());
	}

	private List<Object> row(final KernelSweep.Row row) {
		final String verdict = row.wrong() == 0 ? "right" : "wrong for " + row.wrong() + " of " + row.shapes();
		return List.of(row.operation(), row.shapes(), row.worstError(), verdict, row.worstShape(), Devices.of(engine)
			.toString(), engine.precision().toString().toLowerCase(Locale.ROOT), Devices.version(), Machine.processor(), Machine
				.settings());
	}

	/** One sentence. */
	public String summary() {
		final List<String> wrong = rows.stream().filter(row -> row.wrong() > 0).map(KernelSweep.Row::operation).toList();
		final int shapes = rows.stream().mapToInt(KernelSweep.Row::shapes).sum();
		final String where = " on " + Devices.of(engine) + " (" + Machine.processor() + ", TensorFlow " + Devices.version() + ")";
		return wrong.isEmpty() ? "All " + shapes + " computations agree with plain loops" + where
			: "Computed wrongly" + where + ": " + String.join("; ", wrong);
	}
}
