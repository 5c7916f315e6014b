package sc.fiji.zfnet.ij1;

/** The help text of a dialog: the meaning of each field, and its macro key. */
final class HelpText {

	private HelpText() {}

	/** HTML for ImageJ's own viewer, which supports only the oldest tags. */
	static String html(final CommandParameters parameters, final String url) {
		final StringBuilder html = new StringBuilder("<html><h3>").append(escape(parameters.label())).append("</h3><dl>");
		for (final CommandParameter input : parameters.inputs())
			html.append("<dt><b>").append(escape(input.label())).append("</b> &nbsp; <code>").append(escape(input.key()))
				.append("</code></dt><dd>").append(escape(input.description())).append(input.description().isEmpty() ? ""
					: "<br>").append("Accepts ").append(escape(input.accepted())).append(ending(input)).append("</dd>");
		return html.append("</dl><p><a href=\"").append(escape(url)).append("\">").append(escape(url)).append("</a></p></html>")
			.toString();
	}

	private static String ending(final CommandParameter input) {
		if (input.isRequired()) return "; <b>required</b>.";
		return input.defaultText().isEmpty() ? "." : "; default: " + escape(input.defaultText()) + ".";
	}

	private static String escape(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}
}
