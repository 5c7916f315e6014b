package sc.fiji.zfnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.Normalization;
import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** The model that comes along. */
class ShippedModelTest {

	private static final Path MODEL = Path.of("models/zfnet-tiny");
	private static final Path PICTURES = Path.of("../shared/data/tiny-imagenet/pretrain/val");

	@Test
	void itIsTheArchitectureOfItsNameWithCheckpointsAndHistory() throws IOException {
		final ModelFolder model = ModelFolder.open(MODEL);
		final TrainedNetwork trained = model.load();
		assertEquals(Architecture.ZFNET_TINY.build(40).nodes().stream().map(node -> node.name() + node.shape()).toList(),
			trained.network().nodes().stream().map(node -> node.name() + node.shape()).toList());
		assertEquals(Set.of(1, 2, 5, 10, 20, 30, 40, 64), model.checkpoints().keySet());
		for (final int epoch : model.checkpoints().keySet())
			assertEquals(trained.network(), model.loadCheckpoint(epoch).network());
		assertEquals(1 + 64, Files.readAllLines(MODEL.resolve(History.FILE)).size());
	}

	/** Through the plugin's own way of reading pictures for classification, not through the training's. */
	@Test
	void itIsAsAccurateAsItsDescriptionSays() throws IOException {
		assumeTrue(Files.isDirectory(PICTURES), "The validation pictures are not there");
		final ModelFolder model = ModelFolder.open(MODEL);
		final List<PictureFolder.Labelled> pictures = PictureFolder.list(PICTURES).labelled();
		int right = 0;
		try (NetworkSession session = new NetworkSession(model.load(), EngineOptions.DEFAULT)) {
			for (int first = 0; first < pictures.size(); first += 100)
				right += right(model, session, pictures.subList(first, Math.min(first + 100, pictures.size())));
		}
		final double stated = ((Number) model.description().details().get("validation_top1")).doubleValue();
		assertEquals(2000, pictures.size());
		assertEquals(stated, right / 2000.0, 0.003);
		assertTrue(stated >= 0.5);
	}

	private static int right(final ModelFolder model, final NetworkSession session,
		final List<PictureFolder.Labelled> pictures) throws IOException
	{
		final Batch batch = new Batch(pictures.size(), session.network().inputShape());
		final Normalization normalization = new Normalization(model.preprocessing());
		for (int i = 0; i < pictures.size(); i++)
			normalization.put(ScaledPicture.forInput(pictures.get(i).picture().open(), batch.shape())
				.centre(), batch, i);
		final Batch probabilities = session.forward(batch);
		int right = 0;
		for (int i = 0; i < pictures.size(); i++) {
			int best = 0;
			for (int c = 1; c < model.labels().count(); c++)
				if (probabilities.get(i, 0, 0, c) > probabilities.get(i, 0, 0, best)) best = c;
			if (best == model.labels().find(pictures.get(i).className())) right++;
		}
		return right;
	}
}
