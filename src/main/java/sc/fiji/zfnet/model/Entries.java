package sc.fiji.zfnet.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries of a YAML map, checked when they are read. Messages name the path of the entry. */
final class Entries {

	private final String path;
	private final Map<String, Object> map = new LinkedHashMap<>();

	/**
	 * @param path path of the map with a trailing dot; empty for the file itself
	 * @param content value at this path; null is an empty map
	 * @throws IllegalArgumentException if it is not a map
	 */
	Entries(final String path, final Object content) {
		this.path = path;
		if (content == null) return;
		if (!(content instanceof Map<?, ?> found)) throw new IllegalArgumentException((path.isEmpty() ? "the file" : path
			.substring(0, path.length() - 1)) + " has no keys and values");
		found.forEach((key, value) -> map.put(String.valueOf(key), value));
	}

	Map<String, Object> map() {
		return map;
	}

	boolean has(final String key) {
		return map.get(key) != null;
	}

	/** The map under a key; empty if missing. */
	Entries entries(final String key) {
		return new Entries(path + key + ".", map.get(key));
	}

	/** The list under a key; empty if missing. */
	List<Object> list(final String key) {
		final Object value = map.get(key);
		if (value == null) return List.of();
		if (value instanceof List<?> list) return List.copyOf(list.stream().map(item -> (Object) (item == null ? "" : item))
			.toList());
		throw new IllegalArgumentException(path + key + " is '" + value + "'; a list is accepted");
	}

	/** The text or number under a key. */
	String text(final String key, final String otherwise) {
		final Object value = map.get(key);
		if (value == null) return otherwise;
		if (value instanceof Map || value instanceof List) throw new IllegalArgumentException(path + key +
			" is a list or map; text is accepted");
		return value.toString();
	}

	/** One or several numbers under a key. */
	List<Double> numbers(final String key, final List<Double> otherwise) {
		final Object value = map.get(key);
		if (value == null) return otherwise;
		final List<?> list = value instanceof List<?> several ? several : List.of(value);
		return list.stream().map(item -> {
			if (item instanceof Number number) return number.doubleValue();
			throw new IllegalArgumentException(path + key + " is '" + value + "'; numbers are accepted");
		}).toList();
	}
}
