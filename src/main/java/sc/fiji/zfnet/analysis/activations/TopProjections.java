package sc.fiji.zfnet.analysis.activations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.DecodedFiles;
import sc.fiji.zfnet.analysis.Patches;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.Rate;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.Unit;

/**
 * Projects the strongest units over a data set back to their pictures (Figure 2 of the paper). Units are grouped by
 * picture, so that each picture is read once and passes through the network once for as many projections of a layer as fit
 * into memory together.
 */
public final class TopProjections {

	private static final int PICTURES_A_RUN = 16;

	private final Classifier classifier;

	/**
	 * @param classifier the network in which the units were found
	 */
	public TopProjections(final Classifier classifier) {
		this.classifier = classifier;
	}

	private record Wanted(int picture, RankedUnit unit) {}

	private record Input(RandomAccessibleInterval<FloatType> raw, Batch normalized) {}

	/**
	 * Projects units.
	 *
	 * @param units the units
	 * @param reader reads their pictures
	 * @param sink receives each projection, picture by picture; its images are valid only during the call
	 * @param progress receives every run; may be cancelled
	 * @return files that could no longer be read
	 */
	public List<SkippedFile> run(final List<RankedUnit> units, final PictureReader reader,
		final Consumer<TopProjection> sink, final Progress progress)
	{
		final Map<PictureSource, List<RankedUnit>> byFile = new LinkedHashMap<>();
		for (final RankedUnit unit : units)
			byFile.computeIfAbsent(unit.picture(), file -> new ArrayList<>()).add(unit);
		final Rate rate = new Rate("Projecting " + units.size() + " units", byFile.size(), progress);
		int done = 0;
		try (DecodedFiles<Input> decoded = new DecodedFiles<>(byFile.keySet().stream().sorted(Comparator.comparing(
			PictureSource::name)).toList(), file -> {
			final RandomAccessibleInterval<FloatType> raw = reader.read(file);
			return new Input(raw, classifier.input(raw));
		}, 2 * PICTURES_A_RUN)) {
			for (var group = decoded.next(PICTURES_A_RUN); !group.isEmpty() && !progress.isCancelled(); group = decoded.next(
				PICTURES_A_RUN))
			{
				projectGroup(group, byFile, sink, progress);
				done += group.size();
				rate.done(done + decoded.skipped().size());
			}
			return decoded.skipped();
		}
	}

	private void projectGroup(final List<DecodedFiles.Decoded<Input>> group, final Map<PictureSource, List<RankedUnit>> byFile,
		final Consumer<TopProjection> sink, final Progress progress)
	{
		final Map<String, List<Wanted>> byLayer = new LinkedHashMap<>();
		for (int picture = 0; picture < group.size(); picture++)
			for (final RankedUnit unit : byFile.get(group.get(picture).file()))
				byLayer.computeIfAbsent(unit.layer(), layer -> new ArrayList<>()).add(new Wanted(picture, unit));
		byLayer.forEach((layer, wanted) -> {
			final int run = classifier.session().projectionsARun(layer, true);
			wanted.sort(Comparator.comparingInt(Wanted::picture));
			for (int first = 0; first < wanted.size() && !progress.isCancelled(); first += run)
				projectRun(group, layer, wanted.subList(first, Math.min(first + run, wanted.size())), sink);
		});
	}

	private void projectRun(final List<DecodedFiles.Decoded<Input>> group, final String layer, final List<Wanted> wanted,
		final Consumer<TopProjection> sink)
	{
		final Network network = classifier.network();
		final int first = wanted.get(0).picture;
		final int last = wanted.get(wanted.size() - 1).picture;
		final Batch input = Batches.joined(group.subList(first, last + 1).stream().map(picture -> picture.content()
			.normalized()).toList());
		final Batch projected = classifier.session().project(input, layer, wanted.stream().map(one -> List.of(new Unit(
			one.picture - first, one.unit.unit().map(), one.unit.unit().y(), one.unit.unit().x()))).toList());
		for (int i = 0; i < wanted.size(); i++) {
			final UnitActivation unit = wanted.get(i).unit.unit();
			final Region field = network.receptiveFieldOf(layer).of(unit.x(), unit.y(), network.inputShape());
			sink.accept(new TopProjection(wanted.get(i).unit, field, Patches.crop(classifier.preprocessing().toRgb(projected.image(i)),
				field), Patches.crop(group.get(wanted.get(i).picture).content().raw(), field)));
		}
	}
}
