package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.testing.JavaProcess;

class DevicesTest {

	@Test
	void theProcessorIsListedAndChosenWhenAskedFor() {
		final List<Device> devices = Devices.list(EngineOptions.DEFAULT);
		assertTrue(devices.stream().anyMatch(device -> device.name().equals("CPU:0")), devices.toString());
		assertEquals("CPU:0", Devices.of(new EngineOptions(DeviceChoice.CPU, 1, Precision.FLOAT32)).name());
	}

	@Test
	void aGpuIsListedOrThereIsASentenceThatSaysWhyNot() {
		final boolean gpu = Devices.list(EngineOptions.DEFAULT).stream().anyMatch(Device::isGpu);
		assertEquals(!gpu, Devices.whyNoGpu(EngineOptions.DEFAULT).isPresent());
		Devices.whyNoGpu(EngineOptions.DEFAULT).ifPresent(reason -> assertTrue(reason.endsWith("so networks run on the CPU"),
			reason));
		assertEquals(gpu, Devices.of(EngineOptions.DEFAULT).isGpu());
	}

	/** TensorFlow's threads are not Java's, so they are counted where Linux lists them. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void asManyThreadsComputeAsAreAskedFor() throws Exception {
		assertEquals(5, nativeThreads(6) - nativeThreads(1));
	}

	private static int nativeThreads(final int asked) throws IOException, InterruptedException {
		final JavaProcess.Outcome outcome = JavaProcess.run(DevicesTest.class, Map.of(), false, String.valueOf(asked));
		assertEquals(0, outcome.code());
		return Integer.parseInt(outcome.printed().trim());
	}

	/** Runs a network with as many threads as the argument says, and tells how many there are that Java has not named. */
	public static void main(final String... arguments) throws IOException {
		final TrainedNetwork trained = RandomNetworks.network(new Random(1));
		try (NetworkSession session = new NetworkSession(trained, new EngineOptions(DeviceChoice.AUTO, Integer.parseInt(
			arguments[0]), Precision.FLOAT32)); Stream<Path> tasks = Files.list(Path.of("/proc/self/task")))
		{
			session.forward(new Batch(1, trained.network().inputShape()));
			System.out.println(tasks.filter(task -> name(task).equals("java")).count());
		}
	}

	private static String name(final Path task) {
		try {
			return Files.readString(task.resolve("comm")).trim();
		}
		catch (final IOException exc) {
			return "ended";
		}
	}
}
