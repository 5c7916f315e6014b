package sc.fiji.zfnet.figure.occlusion;

import java.awt.Color;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.image.UniformColours;
import sc.fiji.zfnet.model.Labels;

/**
 * Maps of an occlusion scan as images, with one pixel per occluder position, calibrated so that each pixel lies at the
 * position of the occluder's centre in the image.
 */
final class MapImages {

	/** Property of the class map that holds the names of its classes. */
	static final String NAMES = "zfnet classes";

	private final Calibration calibration;
	private final Labels names;

	/**
	 * @param source the scanned image
	 * @param picture the part of the image that was scanned
	 * @param scaling transformation of the picture to the network's input
	 * @param grid positions of the occluder
	 * @param names names of the classes
	 */
	MapImages(final ImagePlus source, final Picture picture, final InputScaling scaling, final OcclusionGrid grid,
		final Labels names)
	{
		this.names = names;
		calibration = calibration(source.getCalibration(), picture, MapPlacement.of(scaling, grid));
	}

	private static Calibration calibration(final Calibration image, final Picture picture, final MapPlacement place) {
		final Calibration map = new Calibration();
		map.setUnit(image.getUnit());
		map.pixelWidth = place.pixelWidth() * image.pixelWidth;
		map.pixelHeight = place.pixelHeight() * image.pixelHeight;
		map.xOrigin = (image.xOrigin - picture.originX() - place.left()) / place.pixelWidth();
		map.yOrigin = (image.yOrigin - picture.originY() - place.top()) / place.pixelHeight();
		return map;
	}

	ImagePlus probability(final List<OcclusionMaps> maps, final List<String> labels, final String title) {
		return scaled(image(maps, labels, title, OcclusionMaps::probability));
	}

	ImagePlus activation(final List<OcclusionMaps> maps, final List<String> labels, final String title) {
		return scaled(image(maps, labels, title, OcclusionMaps::activation));
	}

	/** The class map. Each class that occurs has its own colour, most frequent classes first, until the colours run out. */
	ImagePlus classes(final List<OcclusionMaps> maps, final List<String> labels, final String title) {
		final ImagePlus image = image(maps, labels, title, OcclusionMaps::mostProbable);
		final List<Integer> frequent = FrequentClasses.of(maps);
		image.setProperty(NAMES, frequent.stream().map(index -> index + " " + names.name(index)).collect(Collectors.joining(
			"; ")));
		final int least = frequent.stream().mapToInt(index -> index).min().orElseThrow();
		final int greatest = Math.max(least + 1, frequent.stream().mapToInt(index -> index).max().orElseThrow());
		apply(image, categorical(frequent, least, greatest), least, greatest);
		return image;
	}

	/** The probability map shown while the scan runs. */
	ImagePlus live(final OcclusionMaps partial) {
		return scaled(image(List.of(partial.filled()), List.of(""), "", OcclusionMaps::probability));
	}

	private ImagePlus image(final List<OcclusionMaps> maps, final List<String> labels, final String title,
		final Function<OcclusionMaps, Img<FloatType>> map)
	{
		final ImageStack stack = new ImageStack(maps.get(0).grid().columns(), maps.get(0).grid().rows());
		for (int i = 0; i < maps.size(); i++)
			stack.addSlice(labels.get(i), processor(map.apply(maps.get(i))));
		final ImagePlus image = new ImagePlus(title, stack);
		image.setCalibration(calibration);
		return image;
	}

	static FloatProcessor processor(final Img<FloatType> map) {
		final FloatProcessor processor = new FloatProcessor((int) map.dimension(0), (int) map.dimension(1));
		int i = 0;
		for (final FloatType value : Views.flatIterable(map))
			processor.setf(i++, value.get());
		return processor;
	}

	private static ImagePlus scaled(final ImagePlus image) {
		double least = Double.POSITIVE_INFINITY;
		double greatest = Double.NEGATIVE_INFINITY;
		for (int i = 1; i <= image.getStackSize(); i++) {
			final ImageProcessor plane = image.getStack().getProcessor(i);
			for (int p = 0; p < plane.getPixelCount(); p++) {
				if (Float.isNaN(plane.getf(p))) continue;
				least = Math.min(least, plane.getf(p));
				greatest = Math.max(greatest, plane.getf(p));
			}
		}
		apply(image, UniformColours.scale(), least, greatest);
		return image;
	}

	private static void apply(final ImagePlus image, final LUT colours, final double least, final double greatest) {
		image.getProcessor().setLut(colours);
		image.getStack().setColorModel(colours);
		image.setDisplayRange(least, greatest);
	}

	/** A look-up table in which each level has the colour of the class nearest to its value. */
	private static LUT categorical(final Collection<Integer> frequent, final int least, final int greatest) {
		final List<Integer> order = List.copyOf(frequent);
		final byte[][] colours = new byte[3][256];
		for (int level = 0; level < 256; level++) {
			final double value = least + level / 255.0 * (greatest - least);
			int nearest = 0;
			for (int n = 1; n < order.size(); n++)
				if (Math.abs(order.get(n) - value) < Math.abs(order.get(nearest) - value)) nearest = n;
			final Color colour = UniformColours.distinct(nearest);
			colours[0][level] = (byte) colour.getRed();
			colours[1][level] = (byte) colour.getGreen();
			colours[2][level] = (byte) colour.getBlue();
		}
		return new LUT(colours[0], colours[1], colours[2]);
	}
}
