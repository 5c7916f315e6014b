package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads picture files in formats that Java alone does not read. Implementations are found with {@link
 * java.util.ServiceLoader}, so that formats that need another library are read if that library is present.
 */
public interface PictureFormat {

	/**
	 * Reads a file. May be called by several threads at once.
	 *
	 * @param file an absolute path
	 * @param channels what is taken of it
	 * @return empty if it has another format
	 * @throws IOException when it is of such a kind, but damaged; see {@link UnreadablePicture}
	 */
	Optional<Picture> read(Path file, InputChannels channels) throws IOException;
}
