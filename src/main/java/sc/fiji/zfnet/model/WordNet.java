package sc.fiji.zfnet.model;

import java.util.regex.Pattern;

/** The WordNet numbers that ImageNet's folders and some label files begin class names with, as in {@code n01440764_tench}. */
public final class WordNet {

	private static final Pattern NUMBER = Pattern.compile("n\\d{8}");
	private static final Pattern PREFIX = Pattern.compile("^" + NUMBER + "[ _](?=.)");

	private WordNet() {}

	/** Whether a name consists only of a number, such as {@code n01440764}. */
	public static boolean isNumber(final String name) {
		return NUMBER.matcher(name).matches();
	}

	/** Whether a number precedes a name. */
	static boolean hasNumber(final String name) {
		return PREFIX.matcher(name).find();
	}

	/** A class as people read it: without the number, if there is one, and with spaces in place of underscores. */
	public static String words(final String name) {
		return PREFIX.matcher(name).replaceFirst("").replace('_', ' ');
	}
}
