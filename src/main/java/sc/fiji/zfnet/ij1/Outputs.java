package sc.fiji.zfnet.ij1;

import java.awt.GraphicsEnvironment;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** Shows what a command made. */
final class Outputs {

	private Outputs() {}

	/**
	 * Shows images, and tables: a macro's first one as the Results table that {@code nResults} and {@code getResult} read,
	 * others in windows of their own.
	 *
	 * @param label name of the command
	 * @param outputs images and tables by name; others are left alone
	 * @param macro whether a macro or script runs the command
	 */
	static void show(final String label, final Map<String, Object> outputs, final boolean macro) {
		final String command = label.replace("...", "");
		boolean first = true;
		for (final Map.Entry<String, Object> output : outputs.entrySet()) {
			if (output.getValue() instanceof ImagePlus image) show(image);
			if (!(output.getValue() instanceof ResultsTable table)) continue;
			if (macro && first) showResults(table);
			else table.show(first ? command : command + " (" + output.getKey() + ")");
			first = false;
		}
	}

	private static void show(final ImagePlus image) {
		if (WindowManager.getImage(image.getID()) == null) image.show();
	}

	private static void showResults(final ResultsTable table) {
		Analyzer.setResultsTable(table);
		// Becoming the Results table gives all columns three decimals, whole numbers too.
		for (int column = 0; column <= table.getLastColumn(); column++)
			table.setDecimalPlaces(column, ResultsTable.AUTO_FORMAT);
		if (IJ.getInstance() != null && !GraphicsEnvironment.isHeadless()) table.show("Results");
	}
}
