package sc.fiji.zfnet.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import ij.IJ;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.transfer.LinearClassifier;
import sc.fiji.zfnet.analysis.transfer.LinearMethod;
import sc.fiji.zfnet.analysis.transfer.TransferScore;
import sc.fiji.zfnet.analysis.transfer.TransferredNetwork;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.service.ModelUse;

/** Installs the result of transfer learning: a frozen network with a new classifier. */
final class TransferModel {

	private final ModelStore store;
	private final ModelUse source;
	private final LabelledFiles pictures;
	private final LinearMethod method;
	private final TransferScore score;

	/**
	 * @param store where it is installed
	 * @param source the model that gives the features
	 * @param pictures pictures that the classifier was trained on
	 * @param method how the classifier was trained
	 * @param score its score on other pictures; names the layer
	 */
	TransferModel(final ModelStore store, final ModelUse source, final LabelledFiles pictures, final LinearMethod method,
		final TransferScore score)
	{
		this.store = store;
		this.source = source;
		this.pictures = pictures;
		this.method = method;
		this.score = score;
	}

	/**
	 * Installs the model.
	 *
	 * @param name name of the new model
	 * @param classifier the classifier on the layer's features
	 * @param replace whether an installed model of that name is replaced
	 * @throws IOException if a file cannot be written; an older model is then kept
	 */
	void install(final String name, final LinearClassifier classifier, final boolean replace) throws IOException {
		final TrainedNetwork network = TransferredNetwork.of(source.classifier().session().trained(), score.layer(),
			classifier);
		store.install(name, description(name), network, new Labels(pictures.classes()), replace, folder -> {});
		IJ.log("Installed the model '" + name + "': " + source.name() + " up to " + score.layer() + ", then " + pictures
			.classes().size() + " classes learnt from " + pictures.files().size() + " pictures");
	}

	/** Credits the authors of the network and keeps its licence. */
	private ModelDescription description(final String name) {
		final ModelDescription from = source.folder().description();
		final Map<String, Object> details = new LinkedHashMap<>();
		details.put("source", source.name());
		details.put("layer", score.layer());
		details.put("classifier", method.title());
		details.put("pictures", pictures.files().size());
		details.put("measured_per_class", score.perClass());
		details.put("measured_accuracy", score.mean());
		return new ModelDescription(name, "The network " + source.name() + ", frozen up to layer " + score.layer() +
			", with a linear classifier (" + method.title() + ") of " + pictures.classes().size() + " other classes.", from
				.authors(), from.license(), from.citations(), from.tags(), "", from.preprocessing(), details);
	}
}
