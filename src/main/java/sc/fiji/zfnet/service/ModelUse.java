package sc.fiji.zfnet.service;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;

/** A loaded model while somebody works with it; close it when done. */
public final class ModelUse implements AutoCloseable {

	private final LoadedModel loaded;
	private boolean closed;

	ModelUse(final LoadedModel loaded) {
		this.loaded = loaded;
	}

	/** The network with its preprocessing and labels. */
	public Classifier classifier() {
		return loaded.classifier();
	}

	/** The model's folder. */
	public ModelFolder folder() {
		return loaded.folder();
	}

	/** The model's name. */
	public String name() {
		return folder().name();
	}

	@Override
	public synchronized void close() {
		if (closed) return;
		closed = true;
		loaded.leave();
	}
}
