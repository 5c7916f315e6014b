package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads picture files of kinds that Java alone does not read. Implementations are found with {@link java.util.ServiceLoader},
 * so that what needs another library is read where that library is present.
 */
public interface PictureFormat {

	/**
	 * Reads a file. May be called by several threads at once.
	 *
	 * @param file an absolute path
	 * @param channels what is taken of it
	 * @return empty when it is of a kind that this does not read
	 * @throws IOException when it is of such a kind, but damaged; see {@link UnreadablePicture}
	 */
	Optional<Picture> read(Path file, InputChannels channels) throws IOException;
}
