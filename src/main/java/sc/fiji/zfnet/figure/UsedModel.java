package sc.fiji.zfnet.figure;

import ij.ImagePlus;
import sc.fiji.zfnet.analysis.Classifier;

/**
 * The model that a result was made with, as tables and images record it.
 *
 * @param name name of the model
 * @param classifier the model
 * @param part what a cancelled result holds, such as "3 of 9 maps"; empty for a complete one
 */
public record UsedModel(String name, Classifier classifier, String part) {

	/** The model of a complete result. */
	public UsedModel(final String name, final Classifier classifier) {
		this(name, classifier, "");
	}

	/** The same model, of a result that was cancelled. */
	public UsedModel ofPart(final String what) {
		return new UsedModel(name, classifier, what);
	}

	/** The device that the network runs on. */
	public String device() {
		return classifier.device().toString();
	}

	/**
	 * Notes in an image's information which model and device it was made with, and whether it is partial. ImageJ shows it with
	 * {@code Image > Show Info...} and keeps it in TIFF files.
	 *
	 * @param image the image
	 * @param facts further facts, alternately a name and its value
	 * @return the image
	 */
	public ImagePlus describe(final ImagePlus image, final String... facts) {
		final StringBuilder info = new StringBuilder("model=" + name + "\ndevice=" + device() + "\n");
		for (int i = 0; i < facts.length; i += 2)
			info.append(facts[i]).append('=').append(facts[i + 1]).append('\n');
		if (!part.isEmpty()) {
			info.append("partial=").append(part).append('\n');
			image.setTitle(image.getTitle() + " (partial)");
		}
		image.setProperty("Info", info.toString());
		return image;
	}
}
