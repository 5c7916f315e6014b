package sc.fiji.zfnet.tensorflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;

/** The devices that TensorFlow finds, and why it finds no GPU. */
public final class Devices {

	private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

	private static List<Device> found;

	private Devices() {}

	/** TensorFlow's version. */
	public static String version() {
		TensorFlowLibrary.load();
		return TensorFlow.version();
	}

	/**
	 * All devices that TensorFlow lists. They are queried only once, because this initialises a GPU and fixes TensorFlow's
	 * number of threads until Java exits.
	 *
	 * @param options give the number of threads
	 */
	public static synchronized List<Device> list(final EngineOptions options) {
		if (found == null) found = List.copyOf(ask(options));
		return found;
	}

	/** The device that a session with these options computes on. */
	public static Device of(final EngineOptions options) {
		final List<Device> devices = list(options);
		if (options.device() != DeviceChoice.CPU) for (final Device device : devices)
			if (device.isGpu()) return device;
		return devices.stream().filter(device -> device.type().equals("CPU")).findFirst().orElse(new Device("CPU:0", "CPU",
			0));
	}

	/**
	 * Why no GPU is used, in one sentence; empty if TensorFlow lists one.
	 *
	 * @param options as for {@link #list}
	 */
	public static Optional<String> whyNoGpu(final EngineOptions options) {
		if (list(options).stream().anyMatch(Device::isGpu)) return Optional.empty();
		if (!Loader.getPlatform().equals("linux-x86_64")) return Optional.of("TensorFlow for Java has no GPU library for " +
			Loader.getPlatform() + "; it has one for linux-x86_64, so networks run on the CPU");
		if (!TensorFlowLibrary.isForGpus()) return Optional.of(
			"This installation has TensorFlow's CPU library (the Maven profiles 'gpu,cuda' select the GPU library), so " +
			"networks run on the CPU");
		if (!Files.exists(NVIDIA_DRIVER)) return Optional.of("No NVIDIA driver is loaded (" + NVIDIA_DRIVER +
			" does not exist), so networks run on the CPU");
		return Optional.of("TensorFlow " + TensorFlow.version() +
			" found the NVIDIA driver but no GPU it can use; it needs CUDA 12 and cuDNN 9 on the library path or, from the Maven profile 'cuda', as a jar, so networks run on the CPU");
	}

	/** TensorFlow's Java classes do not list devices; its C interface does. */
	private static List<Device> ask(final EngineOptions engine) {
		TensorFlowLibrary.load();
		final TF_Status status = tensorflow.TF_NewStatus();
		final TF_SessionOptions options = tensorflow.TF_NewSessionOptions();
		final byte[] config = SessionConfig.forDevices(engine).toByteArray();
		final TF_Graph graph = tensorflow.TF_NewGraph();
		try (BytePointer bytes = new BytePointer(config)) {
			tensorflow.TF_SetConfig(options, bytes, config.length, status);
			final TF_Session session = tensorflow.TF_NewSession(graph, options, status);
			status.throwExceptionIfNotOK();
			final TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
			try {
				status.throwExceptionIfNotOK();
				return devices(devices, status);
			}
			finally {
				tensorflow.TF_DeleteDeviceList(devices);
				tensorflow.TF_DeleteSession(session, status);
			}
		}
		finally {
			tensorflow.TF_DeleteGraph(graph);
			tensorflow.TF_DeleteSessionOptions(options);
			tensorflow.TF_DeleteStatus(status);
		}
	}

	private static List<Device> devices(final TF_DeviceList list, final TF_Status status) {
		final List<Device> devices = new ArrayList<>();
		for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
			final String name = tensorflow.TF_DeviceListName(list, i, status).getString();
			final String type = tensorflow.TF_DeviceListType(list, i, status).getString();
			// XLA's devices are the same hardware under another name.
			if (type.equals("CPU") || type.equals("GPU")) devices.add(new Device(name.substring(name.lastIndexOf("device:") +
				"device:".length()), type, tensorflow.TF_DeviceListMemoryBytes(list, i, status)));
		}
		return devices;
	}
}
