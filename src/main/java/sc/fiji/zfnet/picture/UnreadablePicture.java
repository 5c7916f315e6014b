package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.nio.file.Path;

/** A file from which no picture can be read. */
public final class UnreadablePicture extends IOException {

	/** The reason where something in the file is missing or contradicts itself. */
	public static final String DAMAGED = "it is damaged or incomplete";

	private static final long serialVersionUID = 1L;

	/**
	 * @param file the file
	 * @param reason why, to follow a colon: {@code it is empty}
	 * @param cause null when there is none
	 */
	public UnreadablePicture(final Path file, final String reason, final Throwable cause) {
		super("Image '" + file + "' cannot be opened: " + reason +
			"; RGB or grey JPEG, PNG, TIFF, GIF, BMP, PGM, DICOM and FITS files are accepted", cause);
	}
}
