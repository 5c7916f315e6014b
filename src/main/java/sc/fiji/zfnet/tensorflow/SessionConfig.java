package sc.fiji.zfnet.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** TensorFlow's configuration for {@link EngineOptions}, for different kinds of sessions. */
public final class SessionConfig {

	private SessionConfig() {}

	/** For the session that lists all devices. */
	static ConfigProto forDevices(final EngineOptions options) {
		return builder(options).clearDeviceCount().build();
	}

	/** For training. */
	public static ConfigProto forTraining(final EngineOptions options) {
		final RewriterConfig.Builder rewriting = RewriterConfig.newBuilder();
		// On a GPU, TensorFlow would move channels first, and confuses the values of a map that is reshaped. Its other
		// optimisations delay the start of new networks and batch sizes, and save little if pictures come from the CPU.
		if (Devices.of(options).isGpu()) rewriting.setDisableMetaOptimizer(true);
		else if (options.precision() == Precision.BFLOAT16) rewriting.setAutoMixedPrecisionOnednnBfloat16(
			RewriterConfig.Toggle.ON);
		return builder(options).setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting)).build();
	}

	/**
	 * For passes through a network, whose layers depend on one another. On the CPU, a single thread starts them one after
	 * another, which saves a tenth of the time of a small network. A GPU requires TensorFlow's usual executor, which is also
	 * faster in training, where the two gradients of a layer are computed in parallel.
	 */
	public static ConfigProto forPasses(final EngineOptions options) {
		if (Devices.of(options).isGpu()) return forTraining(options);
		return forTraining(options).toBuilder().setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(
			"SINGLE_THREADED_EXECUTOR")).build();
	}

	/**
	 * Whether convolutions need an even number of channels. oneDNN reads 16-bit floats in pairs and, on some
	 * processors, reads beyond the last one if the number of channels is odd.
	 */
	public static boolean needsEvenChannels(final EngineOptions options) {
		return options.precision() == Precision.BFLOAT16 && !Devices.of(options).isGpu();
	}

	private static ConfigProto.Builder builder(final EngineOptions options) {
		final ConfigProto.Builder config = ConfigProto.newBuilder().setAllowSoftPlacement(true).setIntraOpParallelismThreads(
			options.threads()).setUsePerSessionThreads(options.threads() > 0).setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(
				true));
		if (options.device() == DeviceChoice.CPU) config.putDeviceCount("GPU", 0);
		return config;
	}
}
