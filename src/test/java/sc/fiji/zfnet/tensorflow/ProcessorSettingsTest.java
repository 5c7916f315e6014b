package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.zfnet.testing.JavaProcess;

/** Numbers are right whichever of the processor's instructions TensorFlow's libraries use: see {@link LayerSweep}. */
class ProcessorSettingsTest {

	/** Of oneDNN, the instructions that it uses at the most (all that are there without the setting), and whether it is used. */
	@ParameterizedTest
	@CsvSource({ "SSE41, 1", "AVX2, 1", "AVX512_CORE, 1", "'', 1", "'', 0" })
	void layersOfManyShapesAgreeWithPlainLoopsInAllDirections(final String instructions, final String used)
		throws Exception
	{
		final JavaProcess.Outcome outcome = JavaProcess.run(LayerSweep.class, Map.of("ONEDNN_MAX_CPU_ISA", instructions,
			"TF_ENABLE_ONEDNN_OPTS", used), true);
		final String summary = outcome.printed().strip();
		System.out.println("ONEDNN_MAX_CPU_ISA='" + instructions + "' TF_ENABLE_ONEDNN_OPTS=" + used + ": " + summary.substring(
			summary.lastIndexOf('\n') + 1));
		assertEquals(0, outcome.code(), outcome.printed());
	}
}
