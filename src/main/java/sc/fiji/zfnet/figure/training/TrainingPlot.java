package sc.fiji.zfnet.figure.training;

import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import ij.IJ;
import ij.gui.Plot;
import ij.gui.PlotWindow;
import sc.fiji.zfnet.training.Epoch;

/** Loss and error by epoch, in two windows that are updated during training; does nothing without a display. */
public final class TrainingPlot {

	private final String name;
	private final List<Epoch> epochs = new ArrayList<>();
	private PlotWindow lossWindow;
	private PlotWindow errorWindow;

	public TrainingPlot(final String name) {
		this.name = name;
	}

	/** Adds an epoch to the plots. */
	public void add(final Epoch epoch) {
		epochs.add(epoch);
		if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null) return;
		lossWindow = show(lossWindow, plot("Loss", Epoch::trainLoss, Epoch::validationLoss));
		final boolean first = errorWindow == null;
		errorWindow = show(errorWindow, plot("Top-1 error", e -> 1 - e.trainTop1(), e -> 1 - e.validationTop1()));
		if (first) placeBelow(lossWindow, errorWindow);
	}

	/** Otherwise it would cover the other one. */
	private static void placeBelow(final PlotWindow upper, final PlotWindow lower) {
		final int y = upper.getY() + upper.getHeight();
		if (y + lower.getHeight() <= IJ.getScreenSize().height) lower.setLocation(upper.getX(), y);
	}

	private static PlotWindow show(final PlotWindow window, final Plot plot) {
		if (window == null || window.isClosed()) return plot.show();
		window.drawPlot(plot);
		return window;
	}

	/** One curve for training and, if there is validation, another. */
	public Plot plot(final String quantity, final ToDoubleFunction<Epoch> training, final ToDoubleFunction<Epoch> validation) {
		final Plot plot = new Plot(quantity + " of " + name, "Epoch", quantity);
		final double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
		plot.setColor(Color.BLUE);
		plot.add("line", numbers, epochs.stream().mapToDouble(training).toArray());
		final boolean validated = epochs.stream().noneMatch(epoch -> Double.isNaN(validation.applyAsDouble(epoch)));
		if (validated) {
			plot.setColor(Color.RED);
			plot.add("line", numbers, epochs.stream().mapToDouble(validation).toArray());
		}
		plot.setColor(Color.BLACK);
		plot.addLegend(validated ? "training (with dropout)\nvalidation" : "training (with dropout)");
		plot.setLimitsToFit(true);
		return plot;
	}
}
