package sc.fiji.zfnet.analysis.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.Unit;

/**
 * Projects feature maps of one picture back to the input with the deconvnet (Section 2.1 of the paper), to show what in
 * the picture activates them.
 *
 * <pre>
 * List&lt;Projection&gt; projections = new DeconvnetProjections(classifier, "relu5").run(picture,
 *   MapSelection.STRONGEST_NINE, false, Progress.NONE);
 * </pre>
 */
public final class DeconvnetProjections {

	private final Classifier classifier;
	private final Node layer;
	private final ProjectionMethod method;

	/**
	 * By the deconvnet.
	 *
	 * @param classifier the network
	 * @param layer name of the layer
	 * @throws IllegalArgumentException when there is no such layer
	 */
	public DeconvnetProjections(final Classifier classifier, final String layer) {
		this(classifier, layer, ProjectionMethod.DECONVNET);
	}

	/**
	 * @param classifier the network
	 * @param layer name of the layer
	 * @param method what happens at rectifiers on the way down
	 * @throws IllegalArgumentException when there is no such layer
	 */
	public DeconvnetProjections(final Classifier classifier, final String layer, final ProjectionMethod method) {
		this.classifier = classifier;
		this.method = method;
		this.layer = classifier.network().node(layer);
	}

	/**
	 * Projects the selected maps.
	 *
	 * @param picture x, y, channel in the picture's order and units, of the input's size
	 * @param maps selected maps
	 * @param allUnits whether all units of a map keep their activation, or only the strongest
	 * @param progress receives every run; if cancelled, the projections so far are returned
	 * @return one projection per map, in the order of the selection
	 * @throws IllegalArgumentException if there is no such map
	 */
	public List<Projection> run(final RandomAccessibleInterval<FloatType> picture, final MapSelection maps,
		final boolean allUnits, final Progress progress)
	{
		final Batch input = classifier.input(picture);
		final Batch activations = classifier.session().forward(input, layer.name());
		final List<UnitActivation> selected = maps.select(layer.name(), StrongestUnits.of(activations, 0));
		final int run = classifier.session().projectionsARun(layer.name(), !allUnits);
		final List<Projection> projections = new ArrayList<>();
		progress.message("Projecting " + selected.size() + " maps of " + layer.name());
		for (int first = 0; first < selected.size() && !progress.isCancelled(); first += run) {
			final List<UnitActivation> part = selected.subList(first, Math.min(first + run, selected.size()));
			projections.addAll(project(input, part, allUnits));
			progress.steps(first + part.size(), selected.size());
		}
		return projections;
	}

	private List<Projection> project(final Batch input, final List<UnitActivation> maps, final boolean allUnits) {
		final Batch projected = classifier.session().project(input, layer.name(), maps.stream().map(unit -> allUnits ? allOf(
			unit.map()) : List.of(new Unit(0, unit.map(), unit.y(), unit.x()))).toList(), method);
		return IntStream.range(0, maps.size()).mapToObj(i -> new Projection(maps.get(i), allUnits ? fieldOfAll()
			: layer.receptiveField().of(maps.get(i).x(), maps.get(i).y(), input.shape()), classifier.preprocessing().toRgb(
				projected.image(i)))).toList();
	}

	private List<Unit> allOf(final int map) {
		final Shape shape = layer.shape();
		return IntStream.range(0, shape.positions()).mapToObj(i -> new Unit(0, map, i / shape.width(), i % shape.width()))
			.toList();
	}

	/** The joint receptive field of all units of a map. */
	private Region fieldOfAll() {
		final ReceptiveField field = layer.receptiveField();
		final Shape shape = layer.shape();
		return new Region(field.offsetX(), field.offsetY(), (shape.width() - 1) * field.strideX() + field.width(), (shape
			.height() - 1) * field.strideY() + field.height()).clip(classifier.network().inputShape());
	}
}
