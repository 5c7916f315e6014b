package sc.fiji.zfnet.ij1;

import java.awt.GraphicsEnvironment;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** Shows the outputs of a command. */
final class CommandOutputs {

	private CommandOutputs() {}

	/**
	 * Shows images and tables. The first table of a macro becomes the Results table, which {@code nResults} and
	 * {@code getResult} read; the others get their own windows.
	 *
	 * @param label name of the command
	 * @param outputs images and tables by name; other objects are ignored
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
		// As the Results table, it would show all columns with three decimals, even whole numbers.
		for (int column = 0; column <= table.getLastColumn(); column++)
			table.setDecimalPlaces(column, ResultsTable.AUTO_FORMAT);
		if (IJ.getInstance() != null && !GraphicsEnvironment.isHeadless()) table.show("Results");
	}
}
