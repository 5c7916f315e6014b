package sc.fiji.zfnet.tensorflow;

/**
 * A device that TensorFlow can compute on.
 *
 * @param name TensorFlow's short name, such as {@code CPU:0}
 * @param type {@code CPU} or {@code GPU}
 * @param memory bytes that TensorFlow may use
 */
public record Device(String name, String type, long memory) {

	/** Whether it is a GPU. */
	public boolean isGpu() {
		return type.equals("GPU");
	}

	@Override
	public String toString() {
		return isGpu() ? name + " (" + memory / (1 << 20) + " MiB)" : name;
	}
}
