package sc.fiji.zfnet.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

/** Folders of small noisy pictures whose colour tells their class. */
public final class ColouredPictures {

	private static final List<String> NAMES = List.of("n00000001_blue_ones", "green", "red");
	private static final int[] SHIFTS = { 0, 8, 16 };

	private ColouredPictures() {}

	/**
	 * Writes them.
	 *
	 * @param folder where the classes' folders are made
	 * @param side height and width
	 * @param counts pictures of each class; at most three
	 */
	public static Path write(final Path folder, final int side, final long seed, final int... counts) throws IOException {
		final Random random = new Random(seed);
		for (int c = 0; c < counts.length; c++) {
			final Path own = Files.createDirectories(folder.resolve(NAMES.get(c)));
			for (int i = 0; i < counts[c]; i++)
				ImageIO.write(picture(side, SHIFTS[c], random), "png", own.resolve("p" + i + ".png").toFile());
		}
		return folder;
	}

	private static BufferedImage picture(final int side, final int shift, final Random random) {
		final BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++)
				image.setRGB(x, y, random.nextInt(1 << 24) & 0x7F7F7F | 0x80 << shift);
		return image;
	}
}
