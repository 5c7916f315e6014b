package sc.fiji.zfnet.benchmark;
import java.util.*;
import sc.fiji.zfnet.network.*;
import sc.fiji.zfnet.tensorflow.*;
import sc.fiji.zfnet.reference.RandomNetworks;
public class Quick {
	public static void main(String[] a) {
		final int size = Integer.parseInt(a[0]);
		final int batch = Integer.parseInt(a[1]);
		final Architecture arch = Architecture.of(a.length > 2 ? a[2] : "zfnet");
		final Network n = arch.build(1000);
		final TrainedNetwork t = new TrainedNetwork(n, RandomNetworks.weights(n, new Random(1)));
		final Batch picture = RandomNetworks.pictures(n, 1, new Random(2));
		final List<Region> all = new ArrayList<>();
		for (int y = 0; y + size <= n.inputShape().height(); y += 4) for (int x = 0; x + size <= n.inputShape().width(); x += 4) all.add(new Region(x, y, size, size));
		Collections.shuffle(all, new Random(3));
		try (NetworkSession s = new NetworkSession(t, EngineOptions.DEFAULT)) {
			long t0 = System.nanoTime();
			try (IncrementalSession inc = new IncrementalSession(s, picture, "relu5", all)) {
				System.out.println("clean " + (System.nanoTime() - t0) / 1e6 + " bound M " + inc.boundMultiplyAdds() / 1e6 + " full M " + n.multiplyAdds() / 1e6 + " perRun " + inc.changesPerRun());
				final Batch full = new Batch(32, n.inputShape());
				for (int r = 0; r < 6; r++) {
					t0 = System.nanoTime();
					s.forward(full);
					double f = (System.nanoTime() - t0) / 1e6 / 32;
					t0 = System.nanoTime();
					for (int k = 0; k < 4; k++) inc.run(all.subList((r * 4 + k) * batch % (all.size() - batch), (r * 4 + k) * batch % (all.size() - batch) + batch), new float[3]);
					double i = (System.nanoTime() - t0) / 1e6 / 4 / batch;
					System.out.printf("full %.2f ms  incremental %.2f ms  ratio %.2f  %.0f G/s%n", f, i, f / i, inc.boundMultiplyAdds() / 1e6 / i);
				}
			}
		}
	}
}
