package sc.fiji.zfnet.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.scijava.service.SciJavaService;

import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.MiscomputedLayerException;

/**
 * The installed models. The one that was used last stays loaded until another is wanted or the context is disposed of.
 *
 * <pre>
 * try (ModelUse model = context.service(ModelService.class).use("zfnet-tiny")) {
 *   float[][] probabilities = model.classifier().probabilities(model.classifier().input(picture));
 * }
 * </pre>
 */
public interface ModelService extends SciJavaService {

	/** The model that is used if none is named. */
	String DEFAULT = "zfnet-tiny";

	/** Where models are: the user's own first, then those that are bundled with the plugin. */
	ModelStore store();

	/** Names of the installed models; empty if they cannot be listed. */
	List<String> names();

	/**
	 * Opens a model's folder.
	 *
	 * @param model an installed model's name, the path of a model folder, or blank for {@link #DEFAULT}
	 * @throws IllegalArgumentException if there is no such model
	 * @throws IOException if it cannot be read
	 */
	ModelFolder folder(String model) throws IOException;

	/**
	 * Loads a model, or takes the loaded one if neither its files nor the settings have changed since.
	 *
	 * @param model an installed model's name, the path of a model folder, or blank for {@link #DEFAULT}
	 * @return the model, for work that closes it when done
	 * @throws IllegalArgumentException if there is no such model
	 * @throws IOException if it cannot be read
	 */
	ModelUse use(String model) throws IOException;

	/**
	 * Checks, the first time on a machine, that its layers are computed rightly; later it costs nothing.
	 *
	 * @param trained the network
	 * @throws MiscomputedLayerException when a layer is not, so that nothing may be shown of it
	 */
	void check(TrainedNetwork trained);

	/** The file where layers that were found right on this machine are remembered. */
	Path checkedLayers();

	/** Lets go of the loaded model; its memory is freed when nobody uses it any more. */
	void release();

	/** How networks are computed, as the user's settings say. */
	EngineOptions engineOptions();
}
