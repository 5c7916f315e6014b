package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

class DevicesTest {

	@Test
	void theProcessorIsListedAndChosenWhenAskedFor() {
		assertTrue(Devices.list().stream().anyMatch(device -> device.name().equals("CPU:0")), Devices.list().toString());
		assertEquals("CPU:0", Devices.of(new EngineOptions(DeviceChoice.CPU, 1, Precision.FLOAT32)).name());
	}

	@Test
	void aGpuIsListedOrThereIsASentenceThatSaysWhyNot() {
		final boolean gpu = Devices.list().stream().anyMatch(Device::isGpu);
		assertEquals(!gpu, Devices.whyNoGpu().isPresent());
		Devices.whyNoGpu().ifPresent(reason -> assertTrue(reason.endsWith("so networks run on the CPU"), reason));
		assertEquals(gpu, Devices.of(EngineOptions.DEFAULT).isGpu());
	}
}
