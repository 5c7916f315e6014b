package sc.fiji.zfnet.analysis.correspondence;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * The squares in a network's input that cover the parts of an object in one picture, and random squares that cover none of
 * them.
 *
 * @param parts square of each part, clipped to the input, by part name
 * @param random squares wholly inside the input that do not overlap the square of any part
 */
public record PartOccluders(Map<String, Region> parts, List<Region> random) {

	/**
	 * Places the squares. The square of a part is centred on it: its top-left corner is at round(x − size / 2), round(y −
	 * size / 2) of the input. Random squares are drawn independently and uniformly from all possible positions.
	 *
	 * @param positions the parts
	 * @param scaling transformation of the picture to the input
	 * @param size side of the squares in input pixels
	 * @param count number of random squares
	 * @param generator random number generator
	 * @throws IllegalArgumentException if a part is named twice or lies outside the input, or there is no room for random
	 *           squares
	 */
	public static PartOccluders place(final List<PartPosition> positions, final InputScaling scaling, final int size,
		final int count, final RandomGenerator generator)
	{
		final Shape input = new Shape(1, scaling.inputHeight(), scaling.inputWidth());
		final Map<String, Region> parts = new LinkedHashMap<>();
		for (final PartPosition position : positions)
			if (parts.put(position.part(), square(position, scaling, size, input)) != null) throw new IllegalArgumentException(
				"Picture '" + position.file() + "' has two parts '" + position.part() + "'; each part is accepted only once");
		final List<Region> random = count == 0 ? List.of() : draw(places(parts.values(), input, size), count, generator);
		return new PartOccluders(parts, random);
	}

	private static Region square(final PartPosition part, final InputScaling scaling, final int size, final Shape input) {
		final Point2D centre = scaling.toInput(part.x(), part.y());
		final Region square = new Region((int) Math.round(centre.getX() - size / 2.0), (int) Math.round(centre.getY() - size /
			2.0), size, size).clip(input);
		if (square.isEmpty()) throw new IllegalArgumentException(String.format(Locale.ROOT, "Part '%s' of picture '%s' lies at %.0f, %.0f" +
			" of the network's input after scaling and cropping; positions inside its %d × %d pixels are accepted", part
				.part(), part.file(), centre.getX(), centre.getY(), input.width(), input.height()));
		return square;
	}

	private static List<Region> places(final Collection<Region> parts, final Shape input, final int size) {
		final List<Region> places = new ArrayList<>();
		for (int y = 0; y <= input.height() - size; y++)
			for (int x = 0; x <= input.width() - size; x++) {
				final Region place = new Region(x, y, size, size);
				if (parts.stream().noneMatch(part -> overlap(part, place))) places.add(place);
			}
		if (places.isEmpty()) throw new IllegalArgumentException("No random occluder of " + size + " × " + size +
			" pixels fits outside the parts in the input of " + input.width() + " × " + input.height() +
			" pixels; a smaller size, or no random occluders, is accepted");
		return places;
	}

	private static boolean overlap(final Region a, final Region b) {
		return a.x() < b.x() + b.width() && b.x() < a.x() + a.width() && a.y() < b.y() + b.height() && b.y() < a.y() + a
			.height();
	}

	private static List<Region> draw(final List<Region> places, final int count, final RandomGenerator generator) {
		return generator.ints(count, 0, places.size()).mapToObj(places::get).toList();
	}
}
