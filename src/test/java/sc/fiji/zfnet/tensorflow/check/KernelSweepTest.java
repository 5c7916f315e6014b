package sc.fiji.zfnet.tensorflow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;

/** That the sweep finds right operations right and wrong ones wrong. */
class KernelSweepTest {

	private static final Duration SHORT = Duration.ofSeconds(3);

	@Test
	void everyOperationIsRightHere() {
		final List<KernelSweep.Row> rows = new KernelSweep(EngineOptions.DEFAULT).run(SHORT, Progress.NONE);
		for (final KernelSweep.Row row : rows)
			assertEquals(0, row.wrong(), row.operation() + " is off by " + row.worstError() + " for " + row.worstShape());
		assertTrue(rows.stream().map(KernelSweep.Row::operation).toList().containsAll(List.of("Convolution, forward",
			"Convolution, down", "Convolution, backward", "Convolution, kernel gradient", "Convolution, single units",
			"Dense, kernel gradient", "MaxPool, down")), rows.toString());
	}

	@Test
	void anOperationThatIsWrongForAFewChannelsIsFoundWithItsShape() {
		final LayerComputation wrong = new LayerComputation() {

			@Override
			public List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
				final ForwardPass pass)
			{
				final List<Operand<TFloat32>> right = LayerComputation.super.downward(tf, node, above, pass);
				if (!node.isConvolution() || node.inputShapes().get(0).channels() != 3) return right;
				return List.of(tf.math.mul(right.get(0), tf.constant(0.5f)));
			}
		};
		final List<KernelSweep.Row> rows = new KernelSweep(EngineOptions.DEFAULT, wrong).run(Duration.ofMillis(1),
			Progress.NONE);
		final List<KernelSweep.Row> found = rows.stream().filter(row -> row.wrong() > 0).toList();
		assertEquals(1, found.size(), found.toString());
		assertEquals("Convolution, down", found.get(0).operation());
		assertEquals(1, found.get(0).wrong());
		assertEquals(0.5, found.get(0).worstError(), 1e-6);
		assertTrue(found.get(0).worstShape().contains("[3 × "), found.get(0).worstShape());
	}
}
