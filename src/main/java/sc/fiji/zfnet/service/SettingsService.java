package sc.fiji.zfnet.service;

import java.nio.file.Path;

import org.scijava.service.SciJavaService;

/** Keeps the user's settings between sessions, where the application around the plugin keeps its own. */
public interface SettingsService extends SciJavaService {

	/** What is set; a kept value that is not accepted counts as not set. */
	Settings load();

	/** Keeps settings, on disk too. */
	void save(Settings settings);

	/** The application's folder; models are installed in {@code models/zfnet} below it unless the settings say otherwise. */
	Path applicationFolder();
}
