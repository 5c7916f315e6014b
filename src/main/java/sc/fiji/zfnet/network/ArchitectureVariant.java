package sc.fiji.zfnet.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An architecture with changes as in Table 3 of the paper, given by a short expression: the name of an architecture, then
 * changes joined by {@code +}.
 *
 * <pre>
 * zfnet-tiny zfnet-tiny remove 3 4 without convolutions 3 and 4; pooling and the names of the other layers stay zfnet-tiny
 * remove 6 7 without hidden fully connected layers zfnet-tiny hidden x0.5 half the units of fully connected layers 6 and 7
 * zfnet-tiny middle x2 twice the filters of layers 3 to 5 zfnet middle 512 1024 512 these numbers of filters zfnet-tiny
 * first 11/4 filters of 11 × 11 with a stride of 4 first, their padding half the stride zfnet-tiny middle x2 + hidden x2
 * </pre>
 *
 * Upper case, {@code ×} for {@code x} and {@code 11x11/4} are accepted, too. Layers are removed first, whatever the order.
 */
public final class ArchitectureVariant {

	private final Architecture architecture;
	private final String title;
	private final NetworkPlan plan;

	private ArchitectureVariant(final Architecture architecture, final String title, final NetworkPlan plan) {
		this.architecture = architecture;
		this.title = title;
		this.plan = plan;
	}

	/**
	 * Parses an expression.
	 *
	 * @throws IllegalArgumentException if there is no such architecture, a change cannot be parsed, or the changed layers do
	 *           not fit together
	 */
	public static ArchitectureVariant parse(final String expression) {
		final List<String> words = words(expression);
		final Architecture architecture = Architecture.of(words.get(0));
		try {
			final Map<ArchitectureChange, List<String>> changes = changes(words.subList(1, words.size()));
			NetworkPlan plan = architecture.plan();
			for (final Map.Entry<ArchitectureChange, List<String>> change : changes.entrySet())
				plan = change.getKey().apply(plan, change.getValue());
			plan.build(architecture.usualClasses());
			final String written = changes.entrySet().stream().map(change -> change.getKey().word() + " " + String.join(" ",
				change.getValue())).collect(Collectors.joining(" + "));
			return new ArchitectureVariant(architecture, (architecture.title() + " " + written).strip(), plan);
		}
		catch (final IllegalArgumentException | ArithmeticException exc) {
			throw new IllegalArgumentException("The architecture '" + expression.strip() + "' cannot be built: " + exc
				.getMessage(), exc);
		}
	}

	private static List<String> words(final String expression) {
		return List.of(expression.toLowerCase(Locale.ROOT).replace('×', 'x').replace("½", "0.5").replaceAll("[+;]", " ")
			.replaceAll("(?<= )x +(?=[\\d.])", "x").strip().split("\\s+"));
	}

	private static Map<ArchitectureChange, List<String>> changes(final List<String> words) {
		final Map<ArchitectureChange, List<String>> changes = new EnumMap<>(ArchitectureChange.class);
		List<String> values = null;
		for (final String word : words) {
			final ArchitectureChange change = ArchitectureChange.of(word);
			if (change == null && values == null) throw new IllegalArgumentException("there is '" + word + "'; " +
				ArchitectureChange.ACCEPTED + " are accepted");
			if (change == null) values.add(word);
			else {
				values = new ArrayList<>();
				if (changes.put(change, values) != null) throw new IllegalArgumentException("there is '" + word +
					"' twice; each change is accepted only once");
			}
		}
		changes.replaceAll(ArchitectureChange::normal);
		return changes;
	}

	/** The architecture that is changed. */
	public Architecture architecture() {
		return architecture;
	}

	/** The expression in canonical form, which is the same for all equivalent expressions. */
	public String title() {
		return title;
	}

	/** The title as a folder name; different titles give different names. */
	public String folderName() {
		return title.replace(" + ", "+").replace(' ', '-').replace('/', '-');
	}

	/** Shape of the input. */
	public Shape input() {
		return plan.input();
	}

	/** The network for a number of classes, without weights. */
	public Network build(final int classes) {
		return plan.build(classes);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ArchitectureVariant variant && title.equals(variant.title);
	}

	@Override
	public int hashCode() {
		return title.hashCode();
	}

	@Override
	public String toString() {
		return title;
	}
}
