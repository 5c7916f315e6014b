package sc.fiji.zfnet.testing;

import sc.fiji.zfnet.ij1.Contexts;
import sc.fiji.zfnet.service.ModelService;
import sc.fiji.zfnet.service.SettingsService;

/** The services that commands run by macros use. */
public final class Services {

	private Services() {}

	/** The installed models. */
	public static ModelService models() {
		return Contexts.get().service(ModelService.class);
	}

	/** What the user has set. */
	public static SettingsService settings() {
		return Contexts.get().service(SettingsService.class);
	}
}
