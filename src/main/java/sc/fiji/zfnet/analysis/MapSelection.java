package sc.fiji.zfnet.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A selection of feature maps of a layer: the strongest, all, or a list.
 */
public final class MapSelection {

	/** The nine strongest, as in the paper's figures. */
	public static final MapSelection STRONGEST_NINE = new MapSelection(9, List.of());

	private static final Pattern STRONGEST = Pattern.compile("strongest(\\s+(\\d{1,9}))?");
	private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(\\s*-\\s*(\\d{1,9}))?");

	private record Range(int first, int last) {}

	private final int strongest;
	private final List<Range> ranges;

	private MapSelection(final int strongest, final List<Range> ranges) {
		this.strongest = strongest;
		this.ranges = ranges;
	}

	/**
	 * Parses a user's selection.
	 *
	 * @param text {@code strongest N}, {@code all}, or a list such as {@code 0,5,17-20}
	 * @throws IllegalArgumentException if it is none of these
	 */
	public static MapSelection parse(final String text) {
		final String trimmed = text.trim().toLowerCase(Locale.ROOT);
		if (trimmed.equals("all")) return new MapSelection(0, List.of());
		final Matcher matcher = STRONGEST.matcher(trimmed);
		if (matcher.matches()) {
			final int count = matcher.group(2) == null ? 9 : Integer.parseInt(matcher.group(2));
			if (count > 0) return new MapSelection(count, List.of());
			throw wrong(text);
		}
		final List<Range> ranges = new ArrayList<>();
		for (final String part : trimmed.split(",", -1)) {
			final Matcher range = RANGE.matcher(part.trim());
			if (!range.matches()) throw wrong(text);
			final int first = Integer.parseInt(range.group(1));
			final int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
			if (last < first) throw wrong(text);
			ranges.add(new Range(first, last));
		}
		return new MapSelection(0, ranges);
	}

	private static IllegalArgumentException wrong(final String text) {
		return new IllegalArgumentException("The maps '" + text +
			"' are not understood; 'strongest N' with N of at least 1, 'all', or a list such as 0,5,17-20 is accepted");
	}

	/** Whether the selection depends on the picture. */
	public boolean isStrongest() {
		return strongest > 0;
	}

	/** Number of strongest maps; 0 if the selection does not depend on the picture. */
	public int strongest() {
		return strongest;
	}

	/**
	 * The maps of a list, or all maps, in the given order, without duplicates.
	 *
	 * @param layer the layer's name, for the error
	 * @param maps number of the layer's maps
	 * @throws IllegalArgumentException if there is no such map
	 * @throws IllegalStateException if the selection depends on the picture
	 */
	public List<Integer> listed(final String layer, final int maps) {
		if (isStrongest()) throw new IllegalStateException("Which maps are strongest depends on the picture");
		final Set<Integer> listed = new LinkedHashSet<>();
		for (final Range range : ranges.isEmpty() ? List.of(new Range(0, maps - 1)) : ranges) {
			if (range.last >= maps) throw new IllegalArgumentException("There is no map " + range.last + " in layer '" + layer +
				"'; it has maps 0 to " + (maps - 1));
			for (int map = range.first; map <= range.last; map++)
				listed.add(map);
		}
		return List.copyOf(listed);
	}

	/**
	 * The selected maps of a picture, each with its strongest unit.
	 *
	 * @param layer the layer's name, for the error
	 * @param units the strongest unit of every map of the layer
	 * @throws IllegalArgumentException if there is no such map
	 */
	public List<UnitActivation> select(final String layer, final List<UnitActivation> units) {
		if (isStrongest()) return StrongestUnits.strongest(units, strongest);
		return listed(layer, units.size()).stream().map(units::get).toList();
	}
}
