package sc.fiji.zfnet.figure.occlusion;

import java.awt.geom.Rectangle2D;

import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.network.Region;

/**
 * Where a map of an occlusion scan lies in the picture: each of its pixels is as large as the occluder's step and has the
 * occluder's centre in its middle. In pixels of the picture, by edges.
 *
 * @param left left edge of the map
 * @param top top edge of the map
 * @param pixelWidth width of one of its pixels
 * @param pixelHeight height of one of its pixels
 */
record MapPlacement(double left, double top, double pixelWidth, double pixelHeight) {

	static MapPlacement of(final InputScaling scaling, final OcclusionGrid grid) {
		final Rectangle2D.Double first = scaling.toPicture(grid.cover(0));
		final Rectangle2D.Double step = scaling.toPicture(new Region(0, 0, grid.stride(), grid.stride()));
		return new MapPlacement(first.getCenterX() - step.width / 2, first.getCenterY() - step.height / 2, step.width,
			step.height);
	}
}
