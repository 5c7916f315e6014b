package sc.fiji.zfnet.ij1;

/** The help of a dialog: what each of its fields means, and its macro key. */
final class HelpText {

	private HelpText() {}

	/** HTML for ImageJ's own viewer, which knows only the oldest tags. */
	static String html(final CommandParameters parameters, final String url) {
		final StringBuilder html = new StringBuilder("<html><h3>").append(escape(parameters.label())).append("</h3><dl>");
		for (final CommandParameter input : parameters.inputs())
			html.append("<dt><b>").append(escape(input.label())).append("</b> &nbsp; <code>").append(escape(input.key()))
				.append("</code></dt><dd>").append(escape(input.description())).append(input.description().isEmpty() ? ""
					: "<br>").append("Takes ").append(escape(input.accepted())).append(ending(input)).append("</dd>");
		return html.append("</dl><p><a href=\"").append(escape(url)).append("\">").append(escape(url)).append("</a></p></html>")
			.toString();
	}

	private static String ending(final CommandParameter input) {
		if (input.isRequired()) return "; <b>required</b>.";
		return input.defaultText().isEmpty() ? "." : "; " + escape(input.defaultText()) + " by default.";
	}

	private static String escape(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}
}
