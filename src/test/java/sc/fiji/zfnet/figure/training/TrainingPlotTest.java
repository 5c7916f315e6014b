package sc.fiji.zfnet.figure.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ij.gui.Plot;
import sc.fiji.zfnet.training.Epoch;

class TrainingPlotTest {

	@Test
	void aCurveForTrainingAndOneForValidationHaveAPointAnEpoch() {
		final TrainingPlot plots = new TrainingPlot("net");
		plots.add(new Epoch(1, 1, 0.1, 3, 0.25, 2, 0.5, 0.75));
		plots.add(new Epoch(2, 1, 0.1, 2, 0.5, 1.5, 0.75, 1));
		final Plot error = plots.plot("Top-1 error", epoch -> 1 - epoch.trainTop1(), epoch -> 1 - epoch.validationTop1());
		assertEquals(2, error.getNumPlotObjects(), "curves");
		assertArrayEquals(new float[] { 1, 2 }, error.getDataObjectArrays(0)[0]);
		assertArrayEquals(new float[] { 0.75f, 0.5f }, error.getDataObjectArrays(0)[1]);
		assertArrayEquals(new float[] { 0.5f, 0.25f }, error.getDataObjectArrays(1)[1]);
	}

	@Test
	void withoutValidationThereIsOneCurve() {
		final TrainingPlot plots = new TrainingPlot("net");
		plots.add(new Epoch(1, 1, 0.1, 3, 0.25, Double.NaN, Double.NaN, Double.NaN));
		assertEquals(1, plots.plot("Loss", Epoch::trainLoss, Epoch::validationLoss).getNumPlotObjects());
	}
}
