package sc.fiji.zfnet.figure.occlusion;

import java.awt.geom.Rectangle2D;

import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.network.Region;

/**
 * Position of an occlusion map in the picture, in picture pixels measured from pixel edges. Each pixel of the map is as
 * large as the occluder's stride and centred on the occluder.
 *
 * @param left left edge of the map
 * @param top top edge of the map
 * @param pixelWidth width of one map pixel
 * @param pixelHeight height of one map pixel
 */
record MapPlacement(double left, double top, double pixelWidth, double pixelHeight) {

	static MapPlacement of(final InputScaling scaling, final OcclusionGrid grid) {
		final Rectangle2D.Double first = scaling.toPicture(grid.cover(0));
		final Rectangle2D.Double step = scaling.toPicture(new Region(0, 0, grid.stride(), grid.stride()));
		return new MapPlacement(first.getCenterX() - step.width / 2, first.getCenterY() - step.height / 2, step.width,
			step.height);
	}
}
