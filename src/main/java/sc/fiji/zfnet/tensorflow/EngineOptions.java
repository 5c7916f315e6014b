package sc.fiji.zfnet.tensorflow;

/**
 * Device, threads and precision for TensorFlow.
 *
 * @param device device to use
 * @param threads threads per operation on the CPU; 0 uses all cores
 * @param precision number format of convolutions and fully connected layers
 */
public record EngineOptions(DeviceChoice device, int threads, Precision precision) {

	/** The best available device, all cores, 32-bit floats. */
	public static final EngineOptions DEFAULT = new EngineOptions(DeviceChoice.AUTO, 0, Precision.FLOAT32);

	/** Choice of device. */
	public enum DeviceChoice {
			/** A GPU if there is a usable one, otherwise the CPU. */
			AUTO,
			/** The CPU. */
			CPU,
			/** A GPU; without a usable one, the CPU, and the reason is reported. */
			GPU
	}

	/** Number format of convolutions and fully connected layers. */
	public enum Precision {
			/** 32-bit floats. */
			FLOAT32,
			/**
			 * 16 bits with the exponent of 32-bit floats: faster if the processor has instructions for it. On a GPU
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
}
