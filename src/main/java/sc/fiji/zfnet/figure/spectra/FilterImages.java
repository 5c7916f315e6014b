package sc.fiji.zfnet.figure.spectra;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.analysis.spectra.AliasingMeasurement;
import sc.fiji.zfnet.analysis.spectra.FilterSpectra;
import sc.fiji.zfnet.analysis.spectra.FilterSpectrum;
import sc.fiji.zfnet.image.HyperstackBuilder;
import sc.fiji.zfnet.image.Montage;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.figure.UsedModel;

/** Images and plots for judging the first layers. */
public final class FilterImages {

	private static final int GAP = 1;

	private final UsedModel model;
	private final FilterSpectra spectra;
	private final String layer;

	public FilterImages(final UsedModel model, final FilterSpectra spectra, final String layer) {
		this.model = model;
		this.spectra = spectra;
		this.layer = layer;
	}

	/** The unscaled weights of all filters in a grid, row by row, with a gap of one zero pixel between them. */
	public ImagePlus weights() {
		final int columns = Montage.squareColumns(spectra.count());
		final int rows = (spectra.count() + columns - 1) / columns;
		final RandomAccessibleInterval<FloatType> grid = ArrayImgs.floats(columns * (spectra.width() + GAP) - GAP, rows *
			(spectra.height() + GAP) - GAP, spectra.channels());
		final RandomAccess<FloatType> to = grid.randomAccess();
		for (int filter = 0; filter < spectra.count(); filter++) {
			final Cursor<FloatType> from = Views.iterable(spectra.image(filter)).localizingCursor();
			while (from.hasNext()) {
				final float weight = from.next().get();
				to.setPosition(from.getIntPosition(0) + filter % columns * (spectra.width() + GAP), 0);
				to.setPosition(from.getIntPosition(1) + filter / columns * (spectra.height() + GAP), 1);
				to.setPosition(from.getIntPosition(2), 2);
				to.get().set(weight);
			}
		}
		return model.describe(new HyperstackBuilder().add(grid, layer).signed("Weights of " + layer), "layer", layer);
	}

	/** All filters, enlarged, with a common contrast, so that dead filters are grey. */
	public ImagePlus montage() {
		float largest = 0;
		for (int filter = 0; filter < spectra.count(); filter++)
			largest = Math.max(largest, SignedContrast.clear(spectra.image(filter)));
		final Montage montage = new Montage(Montage.squareColumns(spectra.count()));
		final List<FilterSpectrum> found = spectra.filters();
		for (int filter = 0; filter < spectra.count(); filter++)
			montage.add(SignedContrast.render(spectra.image(filter), largest), filter + (found.get(filter).dead() ? " dead"
				: ""));
		return model.describe(new ImagePlus("Filters of " + layer, montage.render()), "layer", layer);
	}

	/** Fraction of the filters' energy by radial frequency, with the borders of the bands. */
	public ImagePlus plot() {
		final double[] profile = spectra.profile();
		final double[] frequencies = new double[profile.length];
		double greatest = 0;
		for (int bin = 0; bin < profile.length; bin++) {
			frequencies[bin] = (bin + 0.5) / 10;
			greatest = Math.max(greatest, profile[bin]);
		}
		final double[] shares = spectra.shares();
		final Plot plot = new Plot("Radial spectrum of " + layer, "Radial frequency (fraction of Nyquist)",
			"Fraction of the filters' energy");
		plot.setSize(560, 360);
		plot.setLimits(0, profile.length / 10.0, 0, greatest > 0 ? 1.25 * greatest : 1);
		plot.setColor(new Color(31, 119, 180), new Color(31, 119, 180));
		plot.add("bar", frequencies, profile);
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		for (final double border : new double[] { FilterSpectra.LOW, FilterSpectra.HIGH })
			plot.drawDottedLine(border, 0, border, 1.25 * greatest, 2);
		plot.setColor(Color.BLACK);
		plot.addLabel(0.02, 0.09, String.format(Locale.ROOT, "low %.2f", shares[0]));
		plot.addLabel(0.25, 0.09, String.format(Locale.ROOT, "middle %.2f", shares[1]));
		plot.addLabel(0.6, 0.09, String.format(Locale.ROOT, "high %.2f", shares[2]));
		return model.describe(new ImagePlus("Radial spectrum of " + layer, plot.getProcessor()), "layer", layer);
	}

	/** Maps of the second layer for a picture, each scaled from black at 0 to white at its maximum. */
	public ImagePlus secondLayer(final RandomAccessibleInterval<FloatType> picture) {
		final String second = new AliasingMeasurement(model.classifier()).layer().name();
		final Batch maps = model.classifier().session().forward(model.classifier().input(picture), second);
		final Montage montage = new Montage(Montage.squareColumns(maps.shape().channels()), Color.DARK_GRAY);
		for (int map = 0; map < maps.shape().channels(); map++)
			montage.add(grey(maps, map), String.valueOf(map));
		return model.describe(new ImagePlus("Maps of " + second, montage.render()), "layer", second);
	}

	private static ColorProcessor grey(final Batch maps, final int map) {
		final Shape shape = maps.shape();
		final FloatProcessor values = new FloatProcessor(shape.width(), shape.height());
		for (int i = 0; i < shape.positions(); i++)
			values.setf(i, maps.get(0, i / shape.width(), i % shape.width(), map));
		final double greatest = values.getStats().max;
		values.setMinAndMax(0, greatest > 0 ? greatest : 1);
		return values.convertToColorProcessor();
	}
}
