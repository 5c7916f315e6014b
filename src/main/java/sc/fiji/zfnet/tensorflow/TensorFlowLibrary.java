package sc.fiji.zfnet.tensorflow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

import com.sun.jna.NativeLibrary;

import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/**
 * Loads TensorFlow's native library, preceded by NVIDIA's libraries if they are in a jar, and sets the precision of
 * multiplications on a GPU.
 */
final class TensorFlowLibrary {

	private static final boolean FOR_GPUS = TensorFlowLibrary.class.getResource("/org/tensorflow/internal/c_api/" + Loader
		.getPlatform() + "-gpu/libtensorflow_cc.so.2") != null;
	private static final String CUDA_FOLDER = "/org/bytedeco/cuda/" + Loader.getPlatform() + "/";

	/** Libraries that TensorFlow opens by name; it finds them if they are already loaded. */
	private static final List<String> CUDA = List.of("libcudart.so.12", "libcublas.so.12", "libcufft.so.11",
		"libcusolver.so.11", "libcudnn.so.9");
	/** Libraries that these open in turn, from their own folder. */
	private static final List<String> CUDA_PARTS = List.of("libcublasLt.so.12", "libnvJitLink.so.12", "libcusparse.so.12",
		"libcudnn_graph.so.9", "libcudnn_ops.so.9", "libcudnn_cnn.so.9", "libcudnn_adv.so.9", "libcudnn_heuristic.so.9",
		"libcudnn_engines_precompiled.so.9", "libcudnn_engines_runtime_compiled.so.9");

	/** The C++ function that lets convolutions and products of matrices use TensorFloat-32; TensorFlow's C interface has none. */
	private static final String TENSOR_FLOAT_32 = "_ZN3tsl32enable_tensor_float_32_executionEb";

	/**
	 * JavaCPP queries the size of the process whenever it creates a pointer, and refuses to do so once the size, including
	 * ImageJ's images, exceeds a limit. This takes half the time of starting a run, and is unnecessary because TensorFlow's
	 * resources are always freed explicitly.
	 */
	private static final String PROCESS_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

	private static boolean loaded;
	private static volatile Precision precision;

	private TensorFlowLibrary() {}

	/** Loads the library unless it is loaded already; to be called before any other use of TensorFlow. */
	static synchronized void load() {
		useLatinDigits();
		if (loaded) return;
		if (System.getProperty(PROCESS_LIMIT) == null) System.setProperty(PROCESS_LIMIT, "0");
		if (FOR_GPUS && TensorFlowLibrary.class.getResource(CUDA_FOLDER + CUDA.get(0)) != null) loadCuda();
		TensorFlow.version();
		loaded = true;
	}

	/**
	 * TensorFlow for Java numbers operations with the digits of the default locale, but TensorFlow accepts only the digits
	 * 0 to 9 in names: in Persian, Egyptian Arabic or Marathi, no graph could be built. Only the digits are changed.
	 */
	private static void useLatinDigits() {
		final Locale locale = Locale.getDefault(Locale.Category.FORMAT);
		if (DecimalFormatSymbols.getInstance(locale).getZeroDigit() == '0') return;
		Locale.setDefault(Locale.Category.FORMAT, new Locale.Builder().setLocale(locale).setUnicodeLocaleKeyword("nu", "latn")
			.build());
	}

	/** Whether it is the GPU library, regardless of whether there is a GPU. */
	static boolean isForGpus() {
		return FOR_GPUS;
	}

	private static void loadCuda() {
		try {
			for (final String part : CUDA_PARTS)
				unpacked(part);
			for (final String library : CUDA)
				System.load(unpacked(library).getAbsolutePath());
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(
				"NVIDIA's libraries (3 GB) cannot be unpacked; the system property org.bytedeco.javacpp.cachedir sets the " +
				"folder", exc);
		}
	}

	private static File unpacked(final String library) throws IOException {
		return Loader.cacheResource(TensorFlowLibrary.class, CUDA_FOLDER + library);
	}

	/**
	 * Sets the precision of multiplications on a GPU from now on, in all networks of this process. By default, TensorFlow uses
	 * TensorFloat-32, with ten of a 32-bit float's 23 bits, even where 32-bit floats are requested, and no session setting
	 * changes this. Has no effect on the CPU.
	 *
	 * @param wanted {@code BFLOAT16} for TensorFloat-32, which has bfloat16's range and three bits more
	 */
	static void use(final Precision wanted) {
		if (precision == wanted) return;
		set(wanted);
	}

	private static synchronized void set(final Precision wanted) {
		if (FOR_GPUS) allowTensorFloat32(wanted == Precision.BFLOAT16);
		precision = wanted;
	}

	/** Each of the two libraries that TensorFlow consists of may have its own switch. */
	static void allowTensorFloat32(final boolean allowed) {
		Loader.getLoadedLibraries().forEach((name, file) -> {
			if (name.startsWith("tensorflow_")) NativeLibrary.getInstance(file).getFunction(TENSOR_FLOAT_32).invokeVoid(
				new Object[] { allowed ? 1 : 0 });
		});
	}
}
