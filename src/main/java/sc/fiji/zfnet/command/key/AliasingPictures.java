package sc.fiji.zfnet.command.key;

import java.io.File;
import java.io.IOException;
import java.util.List;

import ij.WindowManager;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.spectra.AliasingMeasurement;
import sc.fiji.zfnet.analysis.spectra.ShiftedPictureReader;
import sc.fiji.zfnet.analysis.spectra.ShiftedPictureReader.Shift;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.PlanePicture;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Network;

/**
 * The pictures for measuring aliasing. All of them, even those of exactly the input size, are scaled for the input with a
 * margin, so that shifting brings in pixels of the picture.
 *
 * @param pictures the pictures
 * @param reader reads a picture
 */
public record AliasingPictures(List<? extends PictureSource> pictures, ShiftedPictureReader reader) {

	/**
	 * The pictures of a folder, or else an image, or else the current image.
	 *
	 * @return null if there is none of these, or if neither was named and the network has no second layer
	 * @throws IllegalArgumentException if both are given, or there is no such image
	 * @throws IOException if the folder or the image cannot be read
	 */
	public static AliasingPictures of(final File folder, final String image, final Classifier classifier) throws IOException {
		final boolean named = !image.isBlank();
		final Network network = classifier.network();
		if (folder != null && named) throw new IllegalArgumentException("The image '" + image + "' and the folder '" + folder +
			"' are both given; only one of the keys 'image' and 'folder' is accepted");
		if (folder != null) return new AliasingPictures(PictureFolder.list(folder.toPath()).pictures(), (picture,
			shifts) -> shifted(classifier.open(picture), network, shifts));
		if (!named && (WindowManager.getCurrentImage() == null || !AliasingMeasurement.isPossible(network))) return null;
		return new AliasingPictures(List.of(PlanePicture.current(CurrentImages.resolve(image))), (picture, shifts) -> shifted(
			classifier.open(picture), network, shifts));
	}

	/**
	 * The first readable picture, unshifted.
	 *
	 * @throws IOException if none can be read
	 */
	public RandomAccessibleInterval<FloatType> first() throws IOException {
		IOException reason = null;
		for (final PictureSource picture : pictures)
			try {
				return reader.read(picture, List.of(new Shift(0, 0))).get(0);
			}
			catch (final IOException exc) {
				reason = exc;
			}
		throw reason;
	}

	private static List<RandomAccessibleInterval<FloatType>> shifted(final Picture picture, final Network network,
		final List<Shift> shifts)
	{
		final ScaledPicture scaled = ScaledPicture.forViews(picture, network.inputShape());
		final InputScaling scaling = scaled.scaling();
		final int x = Math.min(scaling.cropX(), scaling.scaledWidth() - scaling.inputWidth() - shifts.stream().mapToInt(
			Shift::x).max().orElse(0));
		final int y = Math.min(scaling.cropY(), scaling.scaledHeight() - scaling.inputHeight() - shifts.stream().mapToInt(
			Shift::y).max().orElse(0));
		return shifts.stream().map(shift -> scaled.crop(x + shift.x(), y + shift.y())).toList();
	}
}
