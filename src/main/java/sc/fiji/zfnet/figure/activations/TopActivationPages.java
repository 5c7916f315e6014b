package sc.fiji.zfnet.figure.activations;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.figure.TileScale;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.image.SignedContrast;

/**
 * Pages for viewing, as in Figure 2 of the paper: one block per map, with its projections on the left, each with its own
 * contrast, and the patches of the pictures on the right. A page is drawn when it is displayed.
 */
public final class TopActivationPages {

	private static final int MAPS_A_PAGE = 16;

	private static final int GAP = 1;

	private final TopActivationImages images;
	private final ImagePlus projections;
	private final ImagePlus patches;

	/**
	 * @param images layout of the frames
	 * @param projections their projections
	 * @param patches their patches
	 */
	public TopActivationPages(final TopActivationImages images, final ImagePlus projections, final ImagePlus patches) {
		this.images = images;
		this.projections = projections;
		this.patches = patches;
	}

	/** All pages. */
	public ImagePlus pages(final String title) {
		final List<List<Integer>> pages = framesByPage();
		if (pages.size() == 1) return new ImagePlus(title, page(pages.get(0)));
		int width = 0;
		int height = 0;
		// All pages of a layer have the same size except the last, which is smaller.
		for (int i = 0; i < pages.size(); i++)
			if (i == 0 || !layer(pages.get(i)).equals(layer(pages.get(i - 1)))) {
				final ColorProcessor page = page(pages.get(i));
				width = Math.max(width, page.getWidth());
				height = Math.max(height, page.getHeight());
			}
		return new ImagePlus(title, new VirtualStack(width, height, pages.size()) {

			@Override
			public ImageProcessor getProcessor(final int number) {
				final ColorProcessor page = new ColorProcessor(getWidth(), getHeight());
				page.setColor(Color.WHITE);
				page.fill();
				page.insert(page(pages.get(number - 1)), 0, 0);
				return page;
			}

			@Override
			public int getBitDepth() {
				return 24;
			}

			@Override
			public String getSliceLabel(final int number) {
				final List<Integer> page = pages.get(number - 1);
				return layer(page) + ": map " + images.frames().get(page.get(0)).map() + " to " + images.frames().get(page.get(page
					.size() - 1)).map();
			}
		});
	}

	private String layer(final List<Integer> page) {
		return images.frames().get(page.get(0)).layer();
	}

	/** The frames on each page; a page never mixes frames of two layers. */
	private List<List<Integer>> framesByPage() {
		final List<List<Integer>> pages = new ArrayList<>();
		for (int frame = 0; frame < images.frames().size(); frame++) {
			final List<Integer> last = pages.isEmpty() ? List.of() : pages.get(pages.size() - 1);
			if (last.isEmpty() || last.size() == MAPS_A_PAGE || !layer(last).equals(images.frames().get(frame).layer())) pages
				.add(new ArrayList<>());
			pages.get(pages.size() - 1).add(frame);
		}
		return pages;
	}

	private ColorProcessor page(final List<Integer> frames) {
		final int most = (int) Math.min(MAPS_A_PAGE, images.frames().stream().filter(frame -> frame.layer().equals(layer(
			frames))).count());
		final Montage montage = new Montage(2 * (int) Math.ceil(Math.sqrt(most / 2.0)));
		for (final int frame : frames)
			montage.add(block(projections, frame, true), images.frames().get(frame).label()).add(block(patches, frame, false),
				"");
		return montage.render();
	}

	private ColorProcessor block(final ImagePlus image, final int frame, final boolean signed) {
		final TileScale scale = images.scale(images.frames().get(frame).layer());
		final int width = scale.width() + GAP;
		final int height = scale.height() + GAP;
		final ColorProcessor block = new ColorProcessor(images.columns() * width - GAP, images.rows() * height - GAP);
		block.setColor(Color.WHITE);
		block.fill();
		final RandomAccessibleInterval<FloatType> values = values(image, frame);
		for (int tile = 0; tile < images.columns() * images.rows(); tile++) {
			final long x = tile % images.columns();
			final long y = tile / images.columns();
			final var part = Views.zeroMin(Views.interval(values, new long[] { x * scale.width(), y * scale.height(), 0 },
				new long[] { (x + 1) * scale.width() - 1, (y + 1) * scale.height() - 1, values.dimension(2) - 1 }));
			block.insert(signed ? SignedContrast.render(part) : SignedContrast.raw(part, images.units()), (int) x * width, (int) y * height);
		}
		return block;
	}

	private static RandomAccessibleInterval<FloatType> values(final ImagePlus image, final int frame) {
		final int size = image.getWidth() * image.getHeight();
		final int channels = image.getNChannels();
		final float[] values = new float[channels * size];
		for (int c = 0; c < channels; c++)
			System.arraycopy(image.getStack().getPixels(image.getStackIndex(c + 1, 1, frame + 1)), 0, values, c * size, size);
		return ArrayImgs.floats(values, image.getWidth(), image.getHeight(), channels);
	}
}
