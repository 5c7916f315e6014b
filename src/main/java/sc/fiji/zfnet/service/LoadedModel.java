package sc.fiji.zfnet.service;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;

/** A model in memory. It is freed once it is no longer kept and its last user has left. */
final class LoadedModel {

	private final ModelFolder folder;
	private final FolderState state;
	private final Classifier classifier;
	private int users;
	private boolean kept = true;

	/**
	 * @param folder where it was read from
	 * @param state what the folder's files were then
	 * @param classifier the model, which this closes
	 */
	LoadedModel(final ModelFolder folder, final FolderState state, final Classifier classifier) {
		this.folder = folder;
		this.state = state;
		this.classifier = classifier;
	}

	ModelFolder folder() {
		return folder;
	}

	FolderState state() {
		return state;
	}

	Classifier classifier() {
		return classifier;
	}

	synchronized void enter() {
		users++;
	}

	synchronized void leave() {
		users--;
		freeIfUnused();
	}

	/** Frees it now, or when its last user leaves. */
	synchronized void release() {
		kept = false;
		freeIfUnused();
	}

	private void freeIfUnused() {
		if (!kept && users == 0) classifier.close();
	}
}
