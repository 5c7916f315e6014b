package sc.fiji.zfnet.benchmark;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import sc.fiji.zfnet.analysis.ClassScore;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.analysis.occlusion.OcclusionSensitivity;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * Whether a network looks at the object: the mean drop of the true class's probability with the occluder's centre inside
 * the object's box against outside, over pictures that the network gets right.
 * <p>
 * Arguments: folder with model.onnx and labels.txt, {@code rgb} (mean 0, std 255) or {@code bgr} (mean 104, 117, 123),
 * folder of pictures, boxes (CSV: file, xmin, ymin, xmax, ymax in the picture's pixels), or {@code centre} for the middle
 * half of each side where nobody drew boxes, stride, number of pictures.
 * </p>
 */
public final class OcclusionBoxes {

	private final Classifier classifier;
	private final OcclusionGrid grid;
	private double insideSum;
	private double outsideSum;
	private double cleanSum;
	private int higherInside;
	private int pictures;

	/** @param stride the occluder's step in input pixels; its size is the usual one */
	public OcclusionBoxes(final Classifier classifier, final int stride) {
		this.classifier = classifier;
		grid = OcclusionGrid.of(classifier.network().inputShape()).withStride(stride);
	}

	/** Runs it. */
	public static void main(final String[] arguments) throws IOException {
		final Path model = Path.of(arguments[0]);
		final Path folder = Path.of(arguments[2]);
		final Preprocessing preprocessing = arguments[1].equals("rgb") ? new Preprocessing(ChannelOrder.RGB, List.of(0.0), List
			.of(255.0)) : new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(1.0));
		try (Classifier classifier = new Classifier(new NetworkSession(OnnxReader.read(model.resolve("model.onnx")),
			EngineOptions.DEFAULT), preprocessing, Labels.read(model.resolve("labels.txt"))))
		{
			final OcclusionBoxes boxes = new OcclusionBoxes(classifier, Integer.parseInt(arguments[4]));
			boxes.scan(folder, arguments[3].equals("centre") ? Map.of() : boxes(Path.of(arguments[3])), Integer.parseInt(
				arguments[5]));
			System.out.println("model,pictures,clean_probability,drop_inside,drop_outside,ratio,pictures_with_more_inside");
			System.out.printf("%s,%d,%.3f,%.3f,%.3f,%.2f,%d%n", model.getFileName(), boxes.pictures(), boxes.cleanSum / boxes
				.pictures(), boxes.dropInside(), boxes.dropOutside(), boxes.dropInside() / boxes.dropOutside(), boxes.higherInside);
		}
	}

	/** The boxes of a table, by file. */
	public static Map<String, Rectangle2D.Double> boxes(final Path table) throws IOException {
		final Map<String, Rectangle2D.Double> boxes = new HashMap<>();
		try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(table), CSVFormat.DEFAULT.builder().setHeader()
			.setSkipHeaderRecord(true).get()))
		{
			for (final CSVRecord row : parser) {
				final double left = Double.parseDouble(row.get("xmin"));
				final double top = Double.parseDouble(row.get("ymin"));
				boxes.put(row.get("file"), new Rectangle2D.Double(left, top, Double.parseDouble(row.get("xmax")) - left, Double
					.parseDouble(row.get("ymax")) - top));
			}
		}
		return boxes;
	}

	/** Scans pictures until there are enough that the network gets right; without boxes the middle of each counts. */
	public void scan(final Path folder, final Map<String, Rectangle2D.Double> boxes, final int wanted) throws IOException {
		final List<Path> files = new ArrayList<>(PictureFolder.list(folder).files());
		// Classes come in turn, so that a few pictures are not all of one.
		java.util.Collections.shuffle(files, new java.util.Random(1));
		for (final Path file : files) {
			if (pictures == wanted) return;
			final int truth = truth(folder, file);
			if (truth >= 0) scan(file, truth, boxes.get(folder.relativize(file).toString().replace('\\', '/').replace("/images/",
				"/")), boxes.isEmpty());
		}
	}

	/** The class that the file's folder, or without one the file itself, is named after; -1 where the network has none. */
	private int truth(final Path folder, final Path file) {
		final Path inside = folder.relativize(file);
		final String name = inside.getName(0).toString().replaceFirst("\\.\\w+$", "");
		for (final String form : List.of(name, name.replaceFirst("^n\\d{8}_", "").replace('_', ' ').replace("lesser panda",
			"red panda")))
		{
			try {
				return classifier.labels().find(form);
			}
			catch (final IllegalArgumentException e) {
				continue; // not a class of this network under this form
			}
		}
		return -1;
	}

	private void scan(final Path file, final int truth, final Rectangle2D.Double box, final boolean centre)
		throws IOException
	{
		if (box == null && !centre) return;
		final Shape input = classifier.network().inputShape();
		final ScaledPicture picture = ScaledPicture.forInput(Picture.open(file), input);
		final ClassScore best = classifier.best(classifier.averageProbabilities(List.of(picture.centre())), 1).get(0);
		if (best.index() != truth) return;
		final Rectangle2D.Double object = centre ? new Rectangle2D.Double(input.width() / 4.0, input.height() / 4.0, input
			.width() / 2.0, input.height() / 2.0) : inInput(box, picture.scaling());
		final OcclusionMaps maps = new OcclusionSensitivity(classifier).withGrid(grid)
			.withClass(truth)
			.run(picture.centre());
		note(maps, object);
	}

	private static Rectangle2D.Double inInput(final Rectangle2D.Double box, final InputScaling scaling) {
		final Point2D.Double first = scaling.toInput(box.x, box.y);
		final Point2D.Double last = scaling.toInput(box.getMaxX(), box.getMaxY());
		return new Rectangle2D.Double(first.x, first.y, last.x - first.x, last.y - first.y);
	}

	private void note(final OcclusionMaps maps, final Rectangle2D.Double object) {
		double inside = 0;
		double outside = 0;
		int insideCount = 0;
		for (int position = 0; position < grid.positions(); position++) {
			final Region cover = grid.cover(position);
			final double drop = maps.unoccluded().probability() - maps.probability(position);
			if (object.contains(cover.x() + cover.width() / 2.0, cover.y() + cover.height() / 2.0)) {
				inside += drop;
				insideCount++;
			}
			else outside += drop;
		}
		// A box that holds all positions or none says nothing.
		if (insideCount == 0 || insideCount == grid.positions()) return;
		inside /= insideCount;
		outside /= grid.positions() - insideCount;
		insideSum += inside;
		outsideSum += outside;
		cleanSum += maps.unoccluded().probability();
		if (inside > outside) higherInside++;
		pictures++;
	}

	/** Pictures that count so far. */
	public int pictures() {
		return pictures;
	}

	/** Mean drop with the occluder's centre in the box. */
	public double dropInside() {
		return insideSum / pictures;
	}

	/** Mean drop with the occluder's centre outside of it. */
	public double dropOutside() {
		return outsideSum / pictures;
	}
}
