package sc.fiji.zfnet.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.scijava.plugin.Parameter;

import sc.fiji.zfnet.command.key.CurrentImages;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.service.ModelService;
import sc.fiji.zfnet.service.ModelUse;

/** Base class of commands that use an installed model. */
public abstract class ModelCommand extends ZFNetCommand {

	@Parameter(label = "Model", required = false, persist = false,
		description = "Name of an installed model, or path of a model folder.")
	private String model = ModelService.DEFAULT;

	/**
	 * Loads the model that the user chose.
	 *
	 * @throws IllegalArgumentException if there is no such model
	 * @throws IOException if it cannot be read
	 */
	protected final ModelUse useModel() throws IOException {
		progress().message("Loading the model");
		return models().use(model);
	}

	/** The model that the user chose. */
	protected final String model() {
		return model;
	}

	@Override
	public List<String> suggestions(final String key, final Map<String, String> values) {
		return switch (key) {
			case "model" -> models().names();
			case "image" -> CurrentImages.titles();
			case "layer" -> layers(values.getOrDefault("model", ""));
			default -> List.of();
		};
	}

	private List<String> layers(final String model) {
		try {
			return models().folder(model).network().nodes().stream().map(Node::name).toList();
		}
		catch (final IOException | IllegalArgumentException exc) {
			return List.of(); // the model field does not name a model yet; running the command reports it
		}
	}
}
