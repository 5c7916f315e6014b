package sc.fiji.zfnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;

class LabelledPicturesTest {

	private static final Shape INPUT = new Shape(3, 16, 16);

	@TempDir
	private Path folder;

	@Test
	void subfoldersAreTheClassesSortedAndPicturesAreCounted() throws IOException {
		ColouredPictures.write(folder, 16, 1, 2, 3, 5);
		final LabelledPictures read = read(Long.MAX_VALUE);
		assertEquals(List.of("green", "n00000001_blue_ones", "red"), read.classes());
		assertArrayEquals(new int[] { 3, 2, 5 }, read.counts());
		assertEquals(10, read.size());
		assertEquals("Of 3 classes, 'n00000001_blue_ones' has the fewest pictures (2) and 'red' the most (5).", read
			.balance());
	}

	@Test
	void picturesBeyondTheMemoryLimitAreTheSameWhenDecodedLater() throws IOException {
		ColouredPictures.write(folder, 16, 1, 4, 4);
		final LabelledPictures all = read(Long.MAX_VALUE);
		final LabelledPictures few = read(3 * 16 * 16 * 3);
		int kept = 0;
		for (int i = 0; i < 8; i++) {
			assertArrayEquals(all.picture(i).values(), few.picture(i).values());
			assertEquals(all.label(i), few.label(i));
			if (few.picture(i) == few.picture(i)) kept++;
		}
		assertEquals(3, kept, "pictures kept in memory");
	}

	@Test
	void largerPicturesAreScaledWholeAsForClassification() {
		final float[] values = new float[3 * 50 * 23];
		final Random random = new Random(2);
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		final Picture picture = new Picture("p", 50, 23, values);
		final StoredPicture stored = StoredPicture.of(picture, INPUT);
		final RandomAccess<FloatType> whole = ScaledPicture.forInput(picture, INPUT).whole().randomAccess();
		assertEquals(18, stored.height()); // 16 · 256 / 224
		assertEquals(39, stored.width()); // 18 / 23 · 50
		for (int y = 0; y < stored.height(); y++)
			for (int x = 0; x < stored.width(); x++)
				for (int c = 0; c < 3; c++) {
					whole.setPosition(new int[] { x, y, c });
					assertEquals(whole.get().get(), stored.value((y * stored.width() + x) * 3 + c), 0.5001);
				}
	}

	@Test
	void validationOfUnknownClassesIsRefused() throws IOException {
		ColouredPictures.write(folder.resolve("train"), 16, 1, 1, 1);
		ColouredPictures.write(folder.resolve("val"), 16, 1, 1, 1, 1);
		final LabelledPictures train = LabelledPictures.read(folder.resolve("train"), INPUT, Long.MAX_VALUE, Progress.NONE);
		final IOException refused = assertThrows(IOException.class, () -> train.readMore(folder.resolve("val"),
			Long.MAX_VALUE, Progress.NONE));
		assertTrue(refused.getMessage().contains("'red'"), refused::getMessage);
	}

	@Test
	void oneClassAloneIsRefused() throws IOException {
		ColouredPictures.write(folder, 16, 1, 3);
		assertThrows(IOException.class, () -> read(Long.MAX_VALUE));
	}

	@Test
	void damagedPicturesAreLeftOutAndListedEvenBeyondTheLimit() throws IOException {
		ColouredPictures.write(folder, 16, 1, 1, 1);
		Files.write(folder.resolve("green/broken.png"), new byte[] { 1, 2, 3 });
		for (final long limit : new long[] { 0, Long.MAX_VALUE }) {
			final LabelledPictures read = read(limit);
			assertEquals(2, read.size());
			assertEquals(Set.of(folder.resolve("green/broken.png")), read.skipped().keySet());
			assertTrue(read.skipped().values().iterator().next().contains("broken.png"), () -> read.skipped().toString());
		}
	}

	@Test
	void aClassWithoutAReadablePictureIsRefused() throws IOException {
		ColouredPictures.write(folder, 16, 1, 1, 1);
		Files.write(Files.createDirectory(folder.resolve("violet")).resolve("broken.png"), new byte[] { 1, 2, 3 });
		final IOException refused = assertThrows(IOException.class, () -> read(Long.MAX_VALUE));
		assertTrue(refused.getMessage().contains("'violet'"), refused::getMessage);
	}

	@Test
	void subfoldersForValidationAreTheClassesInUpperOrLowerCase() throws IOException {
		final Path train = ColouredPictures.write(folder.resolve("train"), 16, 1, 2, 2);
		final Path more = ColouredPictures.write(folder.resolve("more"), 16, 1, 1, 1);
		Files.move(more.resolve("green"), more.resolve("GREEN"));
		final LabelledPictures training = LabelledPictures.read(train, INPUT, 0, Progress.NONE);
		final LabelledPictures others = training.readMore(more, 0, Progress.NONE);
		assertEquals(training.classes(), others.classes());
		assertEquals(2, others.size());
	}

	private LabelledPictures read(final long limit) throws IOException {
		return LabelledPictures.read(folder, INPUT, limit, Progress.NONE);
	}
}
