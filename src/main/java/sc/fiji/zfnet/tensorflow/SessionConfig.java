package sc.fiji.zfnet.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** {@link EngineOptions} as TensorFlow wants them told, for sessions of different kinds. */
public final class SessionConfig {

	private SessionConfig() {}

	/** To list all devices, which is asked for before it is known what there is. */
	static ConfigProto forDevices(final EngineOptions options) {
		return builder(options).clearDeviceCount().build();
	}

	/** To train. */
	public static ConfigProto forTraining(final EngineOptions options) {
		final RewriterConfig.Builder rewriting = RewriterConfig.newBuilder();
		// For a GPU TensorFlow would turn channels first, and mixes up the values of a map that is given another shape; the rest
		// of its rewriting makes new networks and batch sizes start slower, and saves little where pictures come from the CPU.
		if (Devices.of(options).isGpu()) rewriting.setDisableMetaOptimizer(true);
		else if (options.precision() == Precision.BFLOAT16) rewriting.setAutoMixedPrecisionOnednnBfloat16(
			RewriterConfig.Toggle.ON);
		return builder(options).setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting)).build();
	}

	/**
	 * For passes through a network, whose layers wait for one another: on the CPU they are started one after another by one
	 * thread, which saves a tenth of a pass of a small network. With a GPU TensorFlow cannot do without its usual way, and in
	 * training, where the two gradients of a layer are computed side by side, the usual way is faster.
	 */
	public static ConfigProto forPasses(final EngineOptions options) {
		if (Devices.of(options).isGpu()) return forTraining(options);
		return forTraining(options).toBuilder().setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(
			"SINGLE_THREADED_EXECUTOR")).build();
	}

	/**
	 * Whether convolutions need an even number of channels. oneDNN takes 16-bit floats two by two, and on some processors reads
	 * one that is not there where the number of channels is odd.
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
