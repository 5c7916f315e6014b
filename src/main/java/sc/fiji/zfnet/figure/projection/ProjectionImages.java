package sc.fiji.zfnet.figure.projection;

import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Patches;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.analysis.projection.Projection;
import sc.fiji.zfnet.image.HyperstackBuilder;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.image.ReceptiveFieldOverlay;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.network.Region;

/** Images of deconvnet projections, for viewing and for files. */
public final class ProjectionImages {

	private final RandomAccessibleInterval<FloatType> input;
	private final InputChannels units;
	private final List<Projection> projections;

	/**
	 * @param input the network's input in the picture's units: x, y, channel
	 * @param units these units
	 * @param projections projections of its maps
	 */
	public ProjectionImages(final RandomAccessibleInterval<FloatType> input, final InputChannels units,
		final List<Projection> projections)
	{
		this.input = input;
		this.units = units;
		this.projections = projections;
	}

	/** The projected values, one frame per map. */
	public ImagePlus projections(final String title) {
		final HyperstackBuilder stack = new HyperstackBuilder();
		for (final Projection projection : projections)
			stack.add(projection.image(), label(projection));
		return stack.signed(title);
	}

	/** The input under each receptive field, one frame per map. */
	public ImagePlus patches(final String title) {
		final HyperstackBuilder stack = new HyperstackBuilder();
		for (final Projection projection : projections)
			stack.add(Patches.crop(input, projection.receptiveField()), label(projection));
		return stack.raw(title, units);
	}

	/**
	 * Each projection, cropped to its receptive field, beside the patch of the input there, labelled with map and
	 * activation.
	 */
	public ImagePlus montage(final String title) {
		final Montage montage = new Montage(2 * (int) Math.ceil(Math.sqrt(projections.size() / 2.0)));
		for (final Projection projection : projections) {
			final Region field = projection.receptiveField();
			final ColorProcessor rendered = SignedContrast.render(Patches.crop(projection.image(), field));
			montage.add(rendered, label(projection)).add(SignedContrast.raw(Patches.crop(input, field), units), "");
		}
		return new ImagePlus(title, montage.render());
	}

	/** The picture with the receptive fields outlined. */
	public ImagePlus fields(final String title, final Picture picture, final InputScaling scaling) {
		final Picture whole = new Picture(picture.name(), picture.width(), picture.height(), picture.values());
		final ReceptiveFieldOverlay overlay = new ReceptiveFieldOverlay(whole);
		for (final Projection projection : projections)
			overlay.add(scaling.toPicture(projection.receptiveField()), "map " + projection.unit().map());
		final ImagePlus image = new ImagePlus(title, SignedContrast.raw(whole.asImg(), units));
		image.setOverlay(overlay.overlay());
		return image;
	}

	private static String label(final Projection projection) {
		final UnitActivation unit = projection.unit();
		return String.format(Locale.ROOT, "map %d  %.3g", unit.map(), unit.activation());
	}
}
