package sc.fiji.zfnet.figure.occlusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.process.ColorProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.files.Table;

/** Collects the results of an occlusion scan, slice by slice, as images and tables. */
public final class OcclusionResult {

	private final UsedModel model;
	private final ImagePlus source;
	private final OcclusionGrid grid;
	private final String fill;
	private final int slices;
	private final List<OcclusionMaps> maps = new ArrayList<>();
	private final List<String> labels = new ArrayList<>();
	private final List<List<Object>> rows = new ArrayList<>();
	private final ImageStack overlays = new ImageStack();
	private final List<ColorProcessor> figures = new ArrayList<>();
	private MapImages images;
	private LiveMap window;
	private OcclusionFigure figure;
	private String label;
	private ScaledPicture firstInput;

	public OcclusionResult(final UsedModel model, final ImagePlus source, final OcclusionGrid grid, final String fill,
		final int slices)
	{
		this.model = model;
		this.source = source;
		this.grid = grid;
		this.fill = fill;
		this.slices = slices;
	}

	public OcclusionGrid grid() {
		return grid;
	}

	/** Starts a slice. */
	public void begin(final String name, final Picture picture, final ScaledPicture scaled) {
		final InputScaling scaling = scaled.scaling();
		if (firstInput == null) firstInput = scaled;
		label = name;
		figure = new OcclusionFigure(picture, model.classifier().preprocessing().input(), scaling, model.classifier().labels());
		images = new MapImages(source, picture, scaling, grid, model.classifier().labels());
		if (window == null) window = LiveMap.open();
	}

	/** Shows the slice's maps while they are incomplete. */
	public void show(final OcclusionMaps partial) {
		window.show(images, partial, label);
	}

	/** Adds the maps of a slice, complete or cancelled. */
	public void add(final OcclusionMaps done) {
		maps.add(done);
		labels.add(done.isComplete() ? label : label + " (partial)");
		for (int position = 0; position < grid.positions(); position++) {
			if (!done.isComputed(position)) continue;
			rows.add(List.of(position / grid.columns(), position % grid.columns(), grid.cover(position).x(), grid.cover(position)
				.y(), done.probability(position), model.classifier().labels().name(done.mostProbable(position)), done.activation(
					position), maps.size(), done.unoccluded().name(), done.layer(), done.map(), model.name(), model.device()));
		}
		final ColorProcessor drawn = figure.draw(done);
		if (overlays.size() == 0 || overlays.getWidth() == drawn.getWidth() && overlays.getHeight() == drawn.getHeight())
			overlays.addSlice(labels.get(labels.size() - 1), drawn);
		else overlays.addSlice(labels.get(labels.size() - 1), fitted(drawn));
		figures.add(drawn);
	}

	/** Figures differ in height with the number of classes in their legend, but a stack has a single size. */
	private ColorProcessor fitted(final ColorProcessor drawn) {
		final ColorProcessor fitted = new ColorProcessor(overlays.getWidth(), overlays.getHeight());
		fitted.setColor(java.awt.Color.WHITE);
		fitted.fill();
		fitted.insert(drawn, 0, 0);
		return fitted;
	}

	public boolean isEmpty() {
		return maps.isEmpty();
	}

	public boolean isComplete() {
		return maps.size() == slices && maps.stream().allMatch(OcclusionMaps::isComplete);
	}

	/** The number of computed positions, in words. */
	public String progress() {
		return maps.stream().mapToInt(OcclusionMaps::computed).sum() + " of " + slices * grid.positions() + " positions";
	}

	/** The maps of the first slice. */
	public OcclusionMaps first() {
		return maps.get(0);
	}

	/** The network's input for the first slice: x, y, channel in raw units. */
	public RandomAccessibleInterval<FloatType> firstInput() {
		return firstInput.centre();
	}

	/** File of the scanned image; null if it has none. */
	public Path file() {
		final FileInfo info = source.getOriginalFileInfo();
		if (info == null || info.directory == null || info.fileName == null) return null;
		return Path.of(info.directory, info.fileName).toAbsolutePath().normalize();
	}

	public ImagePlus probability() {
		return describe(images.probability(maps, labels, title("Probability of " + first().unoccluded().name())));
	}

	public ImagePlus activation() {
		return describe(images.activation(maps, labels, title("Activation of map " + first().map() + " of " + first().layer())));
	}

	public ImagePlus classes() {
		return describe(images.classes(maps, labels, title("Top-1 class")));
	}

	public ImagePlus overlay() {
		return describe(new ImagePlus(title("Occlusion scan"), overlays));
	}

	private String title(final String what) {
		return what + ", " + source.getTitle() + (isComplete() ? "" : " (partial)");
	}

	private ImagePlus describe(final ImagePlus image) {
		final String names = (String) image.getProperty(MapImages.NAMES);
		return model.describe(image, "image", source.getTitle(), "class", first().unoccluded().name(), "clean_probability", "" + first()
			.unoccluded().probability(), "layer", first().layer(), "map", "" + first().map(), "clean_activation", "" + first()
				.unoccludedActivation(), "size", "" + grid.size(), "stride", "" + grid.stride(), "fill", fill, "complete", "" +
					isComplete(), "classes", names == null ? "" : names);
	}

	public Table table() {
		return Table.of("row", "column", "x", "y", "probability", "class", "activation", "slice", "label", "layer", "map",
			"model", "device").with(rows);
	}

	/** Writes all files. */
	public void write(final OutputFolder folder) throws IOException {
		folder.writeTiff("occlusion-probability.tif", probability());
		folder.writeTiff("occlusion-activation.tif", activation());
		folder.writeTiff("occlusion-class.tif", classes());
		folder.writeCsv("occlusion.csv", table());
		folder.writePngs("occlusion-overlay", maps.size(), figures::get);
	}

	public void closeWindow() {
		if (window != null) window.close();
	}
}
