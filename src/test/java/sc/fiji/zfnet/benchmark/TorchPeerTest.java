package sc.fiji.zfnet.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.tensorflow.Unit;

/** That PyTorch computes what this plugin computes, so that their times may be compared. */
class TorchPeerTest {

	@Test
	void answersAndProjectionsAgreeWithPyTorch() throws IOException {
		final Optional<TorchPeer> started = TorchPeer.start();
		assumeTrue(started.isPresent(), "Skipped, as PyTorch is not installed");
		final TrainedNetwork trained = BenchmarkNetworks.ZFNET_64.network();
		try (TorchPeer torch = started.get();
			NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT))
		{
			torch.load(trained);
			final Batch pictures = BenchmarkNetworks.pictures(trained, 3);
			assertClose(session.forward(pictures), torch.answers(pictures, trained.network().output().shape()));
			final Batch picture = BenchmarkNetworks.pictures(trained, 1);
			for (final String layer : List.of("relu1", "relu2", "relu3", "relu5", "relu6")) {
				final UnitActivation unit = StrongestUnits.strongest(StrongestUnits.of(session.forward(picture, layer), 0), 1).get(
					0);
				assertClose(session.project(picture, layer, List.of(List.of(new Unit(0, unit.map(), unit.y(), unit.x())))), torch
					.projection(picture, layer, unit.map(), unit.y(), unit.x()));
			}
		}
	}

	/** Within a thousandth of the largest value; there is one. */
	private static void assertClose(final Batch expected, final Batch found) {
		float largest = 0;
		float difference = 0;
		assertEquals(expected.values().length, found.values().length);
		for (int i = 0; i < expected.values().length; i++) {
			largest = Math.max(largest, Math.abs(expected.values()[i]));
			difference = Math.max(difference, Math.abs(expected.values()[i] - found.values()[i]));
		}
		assertTrue(largest > 0);
		assertEquals(0, difference / largest, 1e-3);
	}
}
