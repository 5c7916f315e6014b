package sc.fiji.zfnet.testing;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.gui.NewImage;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.command.ZFNetCommand;

/** A command with an input of every type, which puts what it got into its outputs, or fails as it is told. */
@Plugin(type = Command.class, label = "Every Parameter...", visible = false)
public class EveryParameter extends ZFNetCommand {

	@Parameter(description = "Must be given, even as <nothing>.", persist = false)
	private String name;

	@Parameter(choices = { "red", "light blue" }, persist = false)
	private String color = "red";

	@Parameter(required = false, persist = false)
	private String note = "";

	@Parameter(label = "Occluder size (pixels)", min = "1", max = "100", persist = false)
	private int size = 5;

	@Parameter(required = false, persist = false)
	private Integer seed;

	@Parameter(min = "0", persist = false)
	private double rate = 0.01;

	@Parameter(persist = false)
	private boolean mirrored;

	@Parameter(style = "directory", required = false, persist = false)
	private File output;

	@Parameter(choices = { "no", "value", "unexpectedly" }, persist = false)
	private String fail = "no";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute() {
		if (fail.equals("value")) throw new IllegalArgumentException("The layer 'x' is not there");
		if (fail.equals("unexpectedly")) throw new IllegalStateException("a defect");
		image = NewImage.createFloatImage("made", size, 2, 1, NewImage.FILL_BLACK);
		table = new ResultsTable();
		table.incrementCounter();
		table.addValue("rate", rate);
		table.addValue("all", Stream.of(name, color, note, size, seed, rate, mirrored, output).map(String::valueOf).collect(
			Collectors.joining("|")));
	}

	@Override
	public List<String> suggestions(final String key, final Map<String, String> values) {
		return key.equals("note") ? List.of("about " + values.get("name")) : List.of();
	}
}
