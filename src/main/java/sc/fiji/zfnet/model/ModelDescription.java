package sc.fiji.zfnet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a model besides its layers and weights, as {@code rdf.yaml} holds it.
 *
 * @param name title for people
 * @param description one or two sentences
 * @param authors names of the authors
 * @param license SPDX name of the licence of the weights; empty where unknown
 * @param citations what to cite
 * @param tags words to find it by
 * @param documentation name of a text file in the folder; empty without
 * @param preprocessing what happens to pictures first
 * @param details further facts of strings, numbers, lists and maps, such as accuracy and training data
 */
public record ModelDescription(String name, String description, List<String> authors, String license,
	List<Citation> citations, List<String> tags, String documentation, Preprocessing preprocessing,
	Map<String, Object> details)
{

	/**
	 * A publication or source.
	 *
	 * @param text how it is cited
	 * @param url where it is; empty where unknown
	 */
	public record Citation(String text, String url) {}

	/** Keeps immutable copies. */
	public ModelDescription {
		authors = List.copyOf(authors);
		citations = List.copyOf(citations);
		tags = List.copyOf(tags);
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}

	/** A description with a name, one sentence and the preprocessing, all else unknown. */
	public static ModelDescription of(final String name, final String description, final Preprocessing preprocessing) {
		return new ModelDescription(name, description, List.of(), "", List.of(), List.of(), "", preprocessing, Map.of());
	}

	/** The same with further facts. */
	public ModelDescription with(final Map<String, Object> more) {
		final Map<String, Object> all = new LinkedHashMap<>(details);
		all.putAll(more);
		return new ModelDescription(name, description, authors, license, citations, tags, documentation, preprocessing, all);
	}
}
