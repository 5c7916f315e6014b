package sc.fiji.zfnet.ij1;

import java.nio.file.Path;
import java.util.Optional;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

import ij.IJ;
import ij.Prefs;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.service.SettingsService;

/** Keeps the settings in ImageJ's preferences under {@code zfnet.}. */
@Plugin(type = Service.class)
public class ImageJSettingsService extends AbstractService implements SettingsService {

	private static final String DEVICE = "zfnet.device";
	private static final String THREADS = "zfnet.threads";
	private static final String PRECISION = "zfnet.precision";
	private static final String MODELS = "zfnet.models";

	@Override
	public Settings load() {
		final Settings defaults = Settings.DEFAULTS;
		final String device = Prefs.get(DEVICE, defaults.device());
		final String precision = Prefs.get(PRECISION, defaults.precision());
		final String models = Prefs.get(MODELS, "");
		final double threads = Prefs.get(THREADS, defaults.threads());
		return new Settings(Settings.DEVICES.contains(device) ? device : defaults.device(), threads < 0 ||
			threads > Settings.MOST_THREADS ? defaults.threads() : (int) threads, Settings.PRECISIONS.contains(precision)
				? precision : defaults.precision(), models.isBlank() ? Optional.empty() : Optional.of(Path.of(models)));
	}

	@Override
	public void save(final Settings settings) {
		Prefs.set(DEVICE, settings.device());
		Prefs.set(THREADS, settings.threads());
		Prefs.set(PRECISION, settings.precision());
		Prefs.set(MODELS, settings.models().map(Path::toString).orElse(""));
		Prefs.savePreferences();
	}

	@Override
	public Path applicationFolder() {
		final String imagej = IJ.getDirectory("imagej");
		return Path.of(imagej == null ? System.getProperty("user.dir") : imagej);
	}
}
