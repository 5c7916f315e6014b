package sc.fiji.zfnet.service;

import ij.ImagePlus;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;

/** A loaded model in use by a command; close it when done. */
public final class ModelUse implements AutoCloseable {

	private final Models.Loaded loaded;

	ModelUse(final Models.Loaded loaded) {
		this.loaded = loaded;
	}

	/** The network with its preprocessing and labels. */
	public Classifier classifier() {
		return loaded.classifier;
	}

	/** The model's folder. */
	public ModelFolder folder() {
		return loaded.folder;
	}

	/** The model's name. */
	public String name() {
		return loaded.folder.name();
	}

	/** The device that the model computes on, as recorded in results. */
	public String device() {
		return classifier().device().toString();
	}

	/**
	 * Records in an image's information how it was made. ImageJ shows it with {@code Image > Show Info...} and saves it in
	 * TIFF files.
	 *
	 * @param image the image
	 * @param facts further facts, alternately a name and its value
	 * @return the image
	 */
	public ImagePlus describe(final ImagePlus image, final String... facts) {
		final StringBuilder info = new StringBuilder("model=" + name() + "\ndevice=" + device() + "\n");
		for (int i = 0; i < facts.length; i += 2)
			info.append(facts[i]).append('=').append(facts[i + 1]).append('\n');
		image.setProperty("Info", info.toString());
		return image;
	}

	@Override
	public void close() {
		loaded.done();
	}
}
