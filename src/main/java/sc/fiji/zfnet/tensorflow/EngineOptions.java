package sc.fiji.zfnet.tensorflow;

/**
 * How TensorFlow is to compute.
 *
 * @param device where
 * @param threads threads of one operation on the CPU; 0 takes all cores
 * @param precision number format of convolutions and fully connected layers
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

	/** Number format of convolutions and fully connected layers. */
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
}
