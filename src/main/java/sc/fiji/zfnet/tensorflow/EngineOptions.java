package sc.fiji.zfnet.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How TensorFlow is to compute.
 *
 * @param device where
 * @param threads threads of one operation on the CPU; 0 takes all cores
 * @param precision number format of convolutions and full connections
 */
public record EngineOptions(DeviceChoice device, int threads, Precision precision) {

	/** The best device that is there, all cores, 32-bit floats. */
	public static final EngineOptions DEFAULT = new EngineOptions(DeviceChoice.AUTO, 0, Precision.FLOAT32);

	/** Where to compute. */
	public enum DeviceChoice {
			/** On a GPU where there is a usable one, else on the CPU. */
			AUTO,
			/** On the CPU. */
			CPU,
			/** On a GPU; without a usable one on the CPU, with the reason said. */
			GPU
	}

	/** Number format of convolutions and full connections. */
	public enum Precision {
			/** 32-bit floats. */
			FLOAT32,
			/**
			 * 16 bits with the exponent of 32-bit floats: faster where the processor has instructions for it. On a GPU
			 * TensorFloat-32, which has three bits more.
			 */
			BFLOAT16
	}

	/**
	 * @throws IllegalArgumentException when the number of threads is negative
	 */
	public EngineOptions {
		if (threads < 0) throw new IllegalArgumentException("A number of threads of " + threads +
			" is not possible; 0 (all cores) or more is accepted");
	}

	/** As TensorFlow wants it told to list its devices. */
	ConfigProto devicesConfig() {
		return base().build();
	}

	/** As TensorFlow wants it told. */
	ConfigProto config() {
		final RewriterConfig.Builder rewriting = RewriterConfig.newBuilder();
		// For a GPU TensorFlow would turn channels first, and mixes up the values of a map that is given another shape; the rest
		// of its rewriting makes new networks and batch sizes start slower, and saves little where pictures come from the CPU.
		if (Devices.of(this).isGpu()) rewriting.setDisableMetaOptimizer(true);
		else if (precision == Precision.BFLOAT16) rewriting.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
		return base().setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting)).build();
	}

	/**
	 * The same for passes through a network, whose layers wait for one another: on the CPU they are started one after another
	 * by one thread, which saves a tenth of a pass of a small network. With a GPU TensorFlow cannot do without its usual way,
	 * and in training, where the two gradients of a layer are computed side by side, the usual way is faster.
	 */
	ConfigProto passConfig() {
		if (Devices.of(this).isGpu()) return config();
		return config().toBuilder().setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(
			"SINGLE_THREADED_EXECUTOR")).build();
	}

	private ConfigProto.Builder base() {
		final ConfigProto.Builder config = ConfigProto.newBuilder().setAllowSoftPlacement(true)
			.setIntraOpParallelismThreads(threads).setUsePerSessionThreads(threads > 0).setGpuOptions(GPUOptions.newBuilder()
				.setAllowGrowth(true));
		if (device == DeviceChoice.CPU) config.putDeviceCount("GPU", 0);
		return config;
	}
}
