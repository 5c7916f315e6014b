package sc.fiji.zfnet.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.nio.file.Path;

import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.SelfCheck;

/** Keeps one model loaded, the last one used, as long as the context lives. */
@Plugin(type = Service.class)
public class DefaultModelService extends AbstractService implements ModelService {

	@Parameter
	private SettingsService settings;

	/** Layers that were found right on this machine; see {@link SelfCheck}. */
	private static final String CHECKED = "checked-layers.txt";

	private LoadedModel current;

	@Override
	public ModelStore store() {
		final List<Path> roots = new ArrayList<>();
		roots.add(installedFolder());
		BundledModels.folder().ifPresent(roots::add);
		return new ModelStore(roots);
	}

	@Override
	public List<String> names() {
		try {
			return store().list();
		}
		catch (final IOException exc) {
			return List.of();
		}
	}

	@Override
	public ModelFolder folder(final String model) throws IOException {
		return store().find(model == null || model.isBlank() ? DEFAULT : model);
	}

	@Override
	public synchronized ModelUse use(final String model) throws IOException {
		final ModelFolder folder = folder(model);
		final FolderState state = FolderState.of(folder.path());
		final EngineOptions options = engineOptions();
		if (current == null || !current.state().equals(state) || !current.classifier().session().options().equals(options)) {
			release();
			final Classifier classifier = Classifier.open(folder, options);
			try {
				check(classifier.session().trained());
			}
			catch (final RuntimeException exc) {
				classifier.close();
				throw exc;
			}
			current = new LoadedModel(folder, state, classifier);
		}
		current.enter();
		return new ModelUse(current);
	}

	@Override
	public void check(final TrainedNetwork trained) {
		new SelfCheck(engineOptions(), checkedLayers()).beforeUse(trained);
	}

	@Override
	public Path checkedLayers() {
		return installedFolder().resolve(CHECKED);
	}

	private Path installedFolder() {
		return settings.load().models().orElseGet(() -> settings.applicationFolder().resolve("models").resolve("zfnet"));
	}

	@Override
	public synchronized void release() {
		if (current != null) current.release();
		current = null;
	}

	@Override
	public EngineOptions engineOptions() {
		return settings.load().engineOptions();
	}

	@Override
	public void dispose() {
		release();
	}
}
