package sc.fiji.zfnet.benchmark;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;

/**
 * The most multiplications, each with its addition, that TensorFlow reaches in a second on this machine: large square
 * matrices multiplied, the best of several.
 *
 * @param float32 with 32-bit floats
 * @param bfloat16 with 16-bit ones
 */
record MatrixPeak(double float32, double bfloat16) {

	private static final int SIDE = 2048;
	private static final long NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(1500);

	/** Measures it. */
	static MatrixPeak measure() {
		return new MatrixPeak(measure(TFloat32.class), measure(TBfloat16.class));
	}

	private static <T extends TNumber> double measure(final Class<T> type) {
		try (Graph graph = new Graph();
			Session session = new Session(graph, ConfigProto.newBuilder().setIntraOpParallelismThreads(Peers.THREADS)
				.setUsePerSessionThreads(true).putAllDeviceCount(Peers.DEVICE == DeviceChoice.CPU ? Map.of("GPU", 0) : Map.of())
				.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true)).build()))
		{
			final Ops tf = Ops.create(graph);
			final VarHandleOp factor = tf.varHandleOp(type, Shape.of(SIDE, SIDE), VarHandleOp.sharedName("factor"));
			// Random, as zeros and constants could be computed ahead.
			final Operand<T> random = tf.dtypes.cast(tf.random.randomUniform(tf.constant(new int[] { SIDE, SIDE }),
				TFloat32.class), type);
			session.runner().addTarget(tf.assignVariableOp(factor, random)).run().close();
			final Operand<T> matrix = tf.readVariableOp(factor, type);
			final var product = tf.linalg.matMul(matrix, matrix);
			double best = Double.POSITIVE_INFINITY;
			final long start = System.nanoTime();
			while (System.nanoTime() - start < NANOSECONDS) {
				final long begin = System.nanoTime();
				session.runner().addTarget(product).run().close();
				best = Math.min(best, (System.nanoTime() - begin) / 1e9);
			}
			return (double) SIDE * SIDE * SIDE / best;
		}
	}

	/** The share of the peak that some work reaches, in per cent. */
	String share(final double multiplyAdds, final double seconds) {
		return Report.percent(multiplyAdds / seconds / float32);
	}
}
