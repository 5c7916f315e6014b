package sc.fiji.zfnet.figure.occlusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.Patches;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.activations.FoundUnits;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.analysis.activations.TopProjection;
import sc.fiji.zfnet.analysis.activations.TopProjections;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.analysis.projection.DeconvnetProjections;
import sc.fiji.zfnet.analysis.projection.Projection;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.figure.UsedModel;

/**
 * Shows what the feature map of an occlusion scan responds to (Figure 7c of the paper): the projection of its strongest
 * unit in the scanned picture, and those in the pictures of a folder that activate it most, each beside its patch.
 */
public final class OcclusionProjections {

	private static final int PICTURES = 5;

	/** Longer file names would widen the montage. */
	private static final int NAME_LENGTH = 20;

	private final UsedModel model;
	private final OcclusionMaps maps;
	private final RandomAccessibleInterval<FloatType> input;
	private final Path own;

	/**
	 * @param model the model
	 * @param maps the scan
	 * @param input the scanned picture as the network's input, in raw units: x, y, channel
	 * @param own file of the scanned picture, which is excluded from the search; null if it has none
	 */
	public OcclusionProjections(final UsedModel model, final OcclusionMaps maps, final RandomAccessibleInterval<FloatType> input,
		final Path own)
	{
		this.own = own;
		this.model = model;
		this.maps = maps;
		this.input = input;
	}

	private record Pair(ColorProcessor projection, ColorProcessor patch, String title) {}

	/**
	 * Searches a folder and draws the montage.
	 *
	 * @param folder pictures, searched recursively
	 * @param progress may be cancelled; the units found so far are drawn
	 * @throws IOException if the folder has no readable picture
	 */
	public ImagePlus search(final Path folder, final Progress progress) throws IOException {
		final MapSelection map = MapSelection.parse(String.valueOf(maps.map()));
		final Montage montage = new Montage(2 * (PICTURES + 1) / 2);
		add(montage, own(map));
		found(folder, map, progress).values().forEach(pair -> add(montage, pair));
		return model.describe(new ImagePlus("Map " + maps.map() + " of " + maps.layer() +
			": projections of its strongest units and their patches", montage.render()), "layer", maps.layer(), "map", "" + maps
				.map(), "folder", folder.toString());
	}

	private Pair own(final MapSelection map) {
		final Projection projection = new DeconvnetProjections(model.classifier(), maps.layer()).run(input, map, false,
			Progress.NONE).get(0);
		final Region field = projection.receptiveField();
		return new Pair(SignedContrast.render(Patches.crop(projection.image(), field)), raw(Patches.crop(input, field)), title(
			"this picture", projection.unit().activation()));
	}

	private SortedMap<Integer, Pair> found(final Path folder, final MapSelection map, final Progress progress)
		throws IOException
	{
		final PictureReader reader = model.classifier()::centre;
		final List<PictureFile> others = PictureFolder.list(folder).pictures().stream().filter(each -> !each.file().toAbsolutePath().normalize()
			.equals(own)).toList();
		final FoundUnits found = new TopActivationsSearch(model.classifier(), List.of(maps.layer()), PICTURES).run(others,
			reader, map, progress);
		final SortedMap<Integer, Pair> pairs = new TreeMap<>();
		new TopProjections(model.classifier()).run(found.units(), reader, each -> pairs.put(each.unit().rank(), pair(each)),
			progress);
		return pairs;
	}

	private ColorProcessor raw(final RandomAccessibleInterval<FloatType> patch) {
		return SignedContrast.raw(patch, model.classifier().preprocessing().input());
	}

	private Pair pair(final TopProjection found) {
		return new Pair(SignedContrast.render(found.projection()), raw(found.patch()), title(fileName(found.unit().picture()), found.unit().unit().activation()));
	}

	private static String fileName(final PictureSource picture) {
		return picture.name().substring(picture.name().lastIndexOf('/') + 1);
	}

	private static String title(final String name, final float activation) {
		return String.format(Locale.ROOT, "%s  %.3g", name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH - 1) + "…"
			: name, activation);
	}

	private static void add(final Montage montage, final Pair pair) {
		montage.add(pair.projection, pair.title).add(pair.patch, "");
	}
}
