package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.jna.NativeLibrary;

class TensorFlowLibraryTest {

	private static final String ALLOWED = "_ZN3tsl33tensor_float_32_execution_enabledEv";

	@AfterEach
	void multiplyExactly() {
		TensorFlowLibrary.allowTensorFloat32(false);
	}

	/** The library for CPUs has the switch, too, so that this shows on any machine when TensorFlow takes it away. */
	@Test
	void tensorFloat32IsSwitchedOnAndOff() {
		TensorFlowLibrary.load();
		final List<String> libraries = Loader.getLoadedLibraries().entrySet().stream().filter(entry -> entry.getKey()
			.startsWith("tensorflow_")).map(entry -> entry.getValue()).toList();
		assertFalse(libraries.isEmpty());
		for (final boolean wanted : new boolean[] { false, true, false }) {
			TensorFlowLibrary.allowTensorFloat32(wanted);
			for (final String library : libraries)
				assertEquals(wanted ? 1 : 0, NativeLibrary.getInstance(library).getFunction(ALLOWED).invokeInt(new Object[0]) & 1,
					library);
		}
	}
}
