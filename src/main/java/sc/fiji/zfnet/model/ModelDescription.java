package sc.fiji.zfnet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Description of a model in addition to its layers and weights, as stored in {@code rdf.yaml}.
 *
 * @param name title
 * @param description one or two sentences
 * @param authors names of the authors
 * @param license SPDX name of the licence of the weights; empty if unknown
 * @param citations publications to cite
 * @param tags search keywords
 * @param documentation name of a text file in the folder; empty if there is none
 * @param preprocessing preprocessing of pictures
 * @param details further facts of strings, numbers, lists and maps, such as accuracy and training data
 */
public record ModelDescription(String name, String description, List<String> authors, String license,
	List<Citation> citations, List<String> tags, String documentation, Preprocessing preprocessing,
	Map<String, Object> details)
{

	/**
	 * A publication or source.
	 *
	 * @param text the citation
	 * @param url its address; empty if unknown
	 */
	public record Citation(String text, String url) {}

	/** Keeps immutable copies. */
	public ModelDescription {
		authors = List.copyOf(authors);
		citations = List.copyOf(citations);
		tags = List.copyOf(tags);
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}

	/** A description with only a name, one sentence and the preprocessing. */
	public static ModelDescription of(final String name, final String description, final Preprocessing preprocessing) {
		return new ModelDescription(name, description, List.of(), "", List.of(), List.of(), "", preprocessing, Map.of());
	}

	/** The same description with further facts. */
	public ModelDescription with(final Map<String, Object> more) {
		final Map<String, Object> all = new LinkedHashMap<>(details);
		all.putAll(more);
		return new ModelDescription(name, description, authors, license, citations, tags, documentation, preprocessing, all);
	}
}
