package sc.fiji.zfnet.command.key;

import java.awt.GraphicsEnvironment;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import ij.process.FloatPolygon;
import sc.fiji.zfnet.analysis.correspondence.PartPosition;
import sc.fiji.zfnet.analysis.correspondence.PartTable;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;

/**
 * Reads the key {@code parts}, which gives the positions of object parts in the pictures of a folder: a CSV file, or named
 * selections. A point selection gives its own position; any other selection gives the centre of its bounding rectangle.
 */
public final class PartSource {

	/** Value that reads the named selections in the overlays of the pictures. */
	public static final String OVERLAY = "overlay";

	/** Value that reads the selections in the ROI Manager that are named {@code FILE:PART}. */
	public static final String MANAGER = "manager";

	private PartSource() {}

	/**
	 * Reads the positions.
	 *
	 * @param parts a CSV file, {@link #OVERLAY} or {@link #MANAGER}
	 * @param folder the pictures
	 * @throws IllegalArgumentException if there are no named selections, or a point selection has several points
	 * @throws IOException when a file cannot be read
	 */
	public static List<PartPosition> read(final String parts, final PictureFolder folder) throws IOException {
		if (parts.equalsIgnoreCase(OVERLAY)) return fromOverlays(folder);
		if (parts.equalsIgnoreCase(MANAGER)) return fromManager();
		return PartTable.read(Path.of(parts));
	}

	private static List<PartPosition> fromOverlays(final PictureFolder folder) {
		final List<PartPosition> positions = new ArrayList<>();
		for (final Path file : folder.files()) {
			final Overlay overlay = overlay(file);
			if (overlay == null) continue;
			for (final Roi roi : overlay)
				if (roi.getName() != null) positions.add(position(folder.relative(file), roi.getName(), roi));
		}
		if (positions.isEmpty()) throw new IllegalArgumentException("No picture of the folder '" + folder.folder() +
			"' has an overlay with named selections; open pictures or TIFF files with such an overlay are accepted");
		return positions;
	}

	/** The overlay of the picture if it is open, otherwise the one in its file, which only TIFF files have. */
	private static Overlay overlay(final Path file) {
		final String name = file.getFileName().toString();
		final ImagePlus open = WindowManager.getImage(name);
		if (open != null && open.getOverlay() != null) return open.getOverlay();
		final String extension = name.toLowerCase(Locale.ROOT);
		if (!extension.endsWith(".tif") && !extension.endsWith(".tiff")) return null;
		try {
			return Pictures.openImage(file).getOverlay();
		}
		catch (final IOException exc) {
			return null; // reported when the picture itself is read
		}
	}

	private static List<PartPosition> fromManager() {
		// Without a display, ImageJ has no ROI Manager.
		final RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		return fromSelections(manager == null ? new Roi[0] : manager.getRoisAsArray());
	}

	/** Positions from selections that are named {@code FILE:PART}; others are ignored. */
	public static List<PartPosition> fromSelections(final Roi... selections) {
		final List<PartPosition> positions = new ArrayList<>();
		for (final Roi roi : selections) {
			final String name = String.valueOf(roi.getName());
			final int colon = name.lastIndexOf(':');
			if (colon > 0 && colon < name.length() - 1) positions.add(position(name.substring(0, colon), name.substring(colon +
				1), roi));
		}
		if (positions.isEmpty()) throw new IllegalArgumentException(
			"The ROI Manager has no selection named FILE:PART; names such as dog.jpg:nose are accepted");
		return positions;
	}

	private static PartPosition position(final String file, final String part, final Roi roi) {
		if (!(roi instanceof PointRoi)) {
			final Rectangle2D bounds = roi.getFloatBounds();
			// Selections are measured from pixel edges, parts from pixel centres.
			return new PartPosition(file, part, bounds.getCenterX() - 0.5, bounds.getCenterY() - 0.5);
		}
		final FloatPolygon points = roi.getFloatPolygon();
		if (points.npoints != 1) throw new IllegalArgumentException("The selection '" + roi.getName() + "' of picture '" +
			file + "' has " + points.npoints + " points; one point is accepted");
		return new PartPosition(file, part, points.xpoints[0], points.ypoints[0]);
	}
}
