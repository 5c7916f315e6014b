package sc.fiji.zfnet.figure.occlusion;

import java.awt.GraphicsEnvironment;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.plugin.Zoom;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;

/** A window in which a probability map fills in while it is computed; does nothing headless and in batch mode. */
final class LiveMap {

	/** Minimum size in screen pixels at which the map is shown. */
	private static final int READABLE = 320;

	private final boolean visible;
	private ImagePlus image;

	private LiveMap(final boolean visible) {
		this.visible = visible;
	}

	static LiveMap open() {
		return new LiveMap(!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode());
	}

	/** Shows an incomplete map; missing positions take the value of their coarser neighbour. */
	void show(final MapImages images, final OcclusionMaps partial, final String label) {
		if (!visible) return;
		final ImagePlus now = images.live(partial);
		final String title = label + ": " + 100 * partial.computed() / partial.grid().positions() +
			" % of the probability map of " +
			partial.unoccluded().name();
		if (image == null) {
			image = now;
			image.setTitle(title);
			image.show();
			Zoom.set(image, Math.max(1, READABLE / Math.max(image.getWidth(), image.getHeight())));
			return;
		}
		image.setProcessor(title, now.getProcessor());
		image.updateAndDraw();
	}

	/** Closes the window; the finished map has its own. */
	void close() {
		if (image == null) return;
		image.changes = false;
		image.close();
	}
}
