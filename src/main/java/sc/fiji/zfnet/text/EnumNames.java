package sc.fiji.zfnet.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the constant of an enumeration by the name that users know it by, in upper or lower case. */
public final class EnumNames {

	private EnumNames() {}

	/**
	 * The constant with a name.
	 *
	 * @param type the enumeration
	 * @param title gives the name of a constant
	 * @param name the name, possibly with blanks around it
	 * @param what what the constants are, for the message, such as {@code schedule}
	 * @throws IllegalArgumentException if there is none
	 */
	public static <E extends Enum<E>> E require(final Class<E> type, final Function<E, String> title, final String name,
		final String what)
	{
		return find(type, title, name).orElseThrow(() -> new IllegalArgumentException("There is no " + what + " '" + name +
			"'; accepted: " + Arrays.stream(type.getEnumConstants()).map(title).collect(Collectors.joining(", "))));
	}

	/** The constant with a name; empty if there is none. */
	public static <E extends Enum<E>> Optional<E> find(final Class<E> type, final Function<E, String> title,
		final String name)
	{
		return Arrays.stream(type.getEnumConstants())
			.filter(constant -> title.apply(constant).equalsIgnoreCase(name.strip()))
			.findFirst();
	}
}
