package sc.fiji.zfnet.command.key;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Shape;

/**
 * Lets experiments over files run over a {@link PictureSeries}, whose pictures need not be files, by representing each
 * picture by a path that is its number.
 */
public final class PictureKeys {

	private PictureKeys() {}

	/** One path per picture, in the order of the series. */
	public static List<Path> of(final PictureSeries pictures) {
		return IntStream.range(0, pictures.size()).mapToObj(i -> Path.of(String.format(Locale.ROOT, "%09d", i))).toList();
	}

	/** Number of the picture that a path represents. */
	public static int index(final Path key) {
		return Integer.parseInt(key.toString());
	}

	/** Reads the pictures as a network's input, one at a time, because open images are not thread-safe. */
	public static PictureReader reader(final PictureSeries pictures, final Shape input) {
		return key -> {
			final Picture picture;
			synchronized (pictures) {
				picture = pictures.open(index(key));
			}
			return ScaledPicture.forInput(picture, input).centre();
		};
	}

	/** Reads the pictures of a folder as a network's input, several concurrently. */
	public static PictureReader parallelReader(final PictureSeries pictures, final Shape input) {
		return key -> ScaledPicture.forInput(pictures.open(index(key)), input).centre();
	}
}
