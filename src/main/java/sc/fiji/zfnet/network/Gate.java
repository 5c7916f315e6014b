package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.GateLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * The product of maps and a gate, as of squeeze and excitation. On the way down the gate counts as a constant: nothing flows
 * into its branch. Inputs: the maps; the gate, which has their shape, or one value for each map, or one for each position.
 */
public record Gate() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		if (inputs.size() != 2) throw new IllegalArgumentException("It has " + inputs.size() +
			" inputs; two are accepted (maps, gate)");
		final Shape maps = inputs.get(0);
		final Shape gate = inputs.get(1);
		final boolean forMaps = gate.equals(Shape.vector(maps.channels()));
		final boolean forPositions = gate.equals(new Shape(1, maps.height(), maps.width()));
		if (!gate.equals(maps) && !forMaps && !forPositions) throw new IllegalArgumentException("Its inputs are " + maps +
			" and " + gate + "; a gate of the same shape, of one value for each map or for each position is accepted");
		return maps;
	}

	/** One gate for a whole map lets a change anywhere reach all of it. */
	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return inputs.get(1).positions() == inputs.get(0).positions() ? Optional.of(Window.POINT) : Optional.empty();
	}

	@Override
	public Optional<Window> windowDown(final List<Shape> inputs) {
		return Optional.of(Window.POINT);
	}

	@Override
	public boolean passesDown(final int input) {
		return input == 0;
	}

	/** That of the maps, as the gate counts as a constant. */
	@Override
	public ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		return fields.get(0);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new GateLoops());
	}
}
