package sc.fiji.zfnet.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.OpenDialog;
import ij.io.Opener;
import ij.plugin.PGM_Reader;
import ij.process.ImageProcessor;
import sc.fiji.zfnet.picture.DecodedImage;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFormat;
import sc.fiji.zfnet.picture.TiffReader;
import sc.fiji.zfnet.picture.UnreadablePicture;

/**
 * Reads what ImageJ reads and Java does not: PGM, DICOM, FITS and ZIP files, TIFF files that ImageJ wrote, which say how they are
 * displayed, and in Fiji what Bio-Formats reads. ImageJ's own way ({@link Opener#openImage(String)}) is not used where it can be
 * avoided: it tells about damaged files in dialogs, stops a running macro, and changes the user's current folder.
 */
public final class ImageJFormat implements PictureFormat {

	/** For what ImageJ's readers of rare formats keep in static fields. */
	private static final Object IMAGEJ = new Object();

	/** Bytes at the start of a DICOM file that say nothing. */
	private static final int DICOM_NAME = 128;

	@Override
	public Optional<Picture> read(final Path file, final InputChannels channels) throws IOException {
		final byte[] start = start(file);
		final int type = new Opener().getFileType(file.toString());
		// ImageJ would end a running macro for one that does not begin as its name says.
		if (type == Opener.DICOM && !isDicom(start) || type == Opener.FITS && !isFits(start)) throw new UnreadablePicture(file,
			UnreadablePicture.DAMAGED, null);
		return switch (type) {
			case Opener.TIFF -> Optional.of(tiff(file, channels));
			case Opener.PGM -> Optional.of(portableMap(file, (char) start[1], channels));
			case Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.ZIP -> Optional.of(open(file, channels));
			default -> withBioFormats(file, channels);
		};
	}

	private static byte[] start(final Path file) throws IOException {
		try (var in = Files.newInputStream(file)) {
			return in.readNBytes(DICOM_NAME + 4);
		}
	}

	private static boolean begins(final byte[] start, final int... signature) {
		for (int i = 0; i < signature.length; i++)
			if (i >= start.length || start[i] != (byte) signature[i]) return false;
		return true;
	}

	private static boolean isDicom(final byte[] start) {
		if (start.length == DICOM_NAME + 4 && begins(Arrays.copyOfRange(start, DICOM_NAME, DICOM_NAME + 4), 'D', 'I', 'C', 'M'))
			return true;
		// Without a name: the first tag is of group 2 or 8.
		return start.length > 3 && start[3] == 0 && (begins(start, 2, 0) || begins(start, 8, 0));
	}

	private static boolean isFits(final byte[] start) {
		final boolean packed = begins(start, 0x1f, 0x8b);
		return packed || begins(start, 'S', 'I', 'M', 'P', 'L', 'E');
	}

	/** What Java's reader finds in the first image is what ImageJ must find, too. */
	private static Picture tiff(final Path file, final InputChannels channels) throws IOException {
		final DecodedImage stored;
		try (TiffReader reader = new TiffReader(file)) {
			stored = reader.read();
		}
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final ImagePlus image = opener.openTiff(file.getParent() + File.separator, file.getFileName().toString());
		if (image == null) throw new UnreadablePicture(file, "it is of a kind that ImageJ cannot read", null);
		if (!holds(image, stored)) throw new UnreadablePicture(file, "ImageJ finds other values in it than are stored", null);
		return picture(file, image, channels);
	}

	/** Whether the first plane has the values that are stored, but for ImageJ's offset of integers with a sign. */
	private static boolean holds(final ImagePlus image, final DecodedImage stored) {
		if (stored.channels() > 1 != (image.getBitDepth() == 24)) return false;
		final ImageProcessor plane = image.getStack().getProcessor(1);
		final int channels = image.getBitDepth() == 24 ? 3 : 1;
		for (int c = 0; c < channels; c++) {
			final double[] values = stored.stored(c);
			final ImageProcessor channel = channels == 1 ? plane : plane.toFloat(c, null);
			if (values.length != channel.getPixelCount()) return false;
			// Where white is zero Java has turned the values round, and ImageJ its lookup table.
			final boolean inverted = image.isInvertedLut();
			final double offset = channel.getf(0) + (inverted ? values[0] : -values[0]);
			for (int i = 0; i < values.length; i++) {
				final double difference = channel.getf(i) + (inverted ? values[i] : -values[i]) - offset;
				if (Math.abs(difference) > 1e-5 * Math.abs(values[i])) return false;
			}
		}
		return true;
	}

	private static Picture portableMap(final Path file, final char kind, final InputChannels channels)
		throws IOException {
		final ImageStack stack = new PGM_Reader().openFile(file.toString());
		if (kind == '4' && stack.getWidth() % 8 != 0) throw new UnreadablePicture(file,
			"it is a binary PBM file of a width that is no multiple of 8, which ImageJ cannot read", null);
		// ImageJ leaves black what is missing.
		if (Files.size(file) < bytes(kind, stack)) throw new UnreadablePicture(file, UnreadablePicture.DAMAGED, null);
		final ImagePlus imp = new ImagePlus(file.getFileName().toString(), stack);
		return Pictures.of(stack.size() == 3 && imp.getBitDepth() == 16 ? new CompositeImage(imp, IJ.COMPOSITE) : imp, channels);
	}

	/** How many bytes the pixels of a portable map take at least. */
	private static long bytes(final char kind, final ImageStack stack) {
		final long pixels = (long) stack.getWidth() * stack.getHeight() * stack.size();
		return switch (kind) {
			case '4' -> pixels / 8;
			case '5', '6' -> pixels * stack.getBitDepth() / 8;
			default -> pixels;
		};
	}

	private static Picture open(final Path file, final InputChannels channels) throws IOException {
		synchronized (IMAGEJ) {
			final String lastFolder = OpenDialog.getLastDirectory();
			final String lastName = OpenDialog.getLastName();
			final boolean redirected = IJ.redirectingErrorMessages();
			IJ.redirectErrorMessages(true);
			try {
				final Opener opener = new Opener();
				opener.setSilentMode(true);
				return picture(file, opener.openImage(file.toString()), channels);
			}
			finally {
				IJ.redirectErrorMessages(redirected);
				OpenDialog.setLastDirectory(lastFolder);
				OpenDialog.setLastName(lastName);
			}
		}
	}

	/** Present in Fiji only. */
	private static Optional<Picture> withBioFormats(final Path file, final InputChannels channels) throws IOException {
		final ImagePlus image;
		synchronized (IMAGEJ) {
			image = Opener.openUsingBioFormats(file.toString());
		}
		return image == null ? Optional.empty() : Optional.of(picture(file, image, channels));
	}

	private static Picture picture(final Path file, final ImagePlus image, final InputChannels channels)
		throws IOException
	{
		if (image == null || image.getWidth() == 0) throw new UnreadablePicture(file, UnreadablePicture.DAMAGED, null);
		image.setTitle(file.getFileName().toString());
		return Pictures.of(image, channels);
	}
}
