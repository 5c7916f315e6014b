package sc.fiji.zfnet.ij1;

import sc.fiji.zfnet.service.ModelService;

import org.scijava.Context;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.task.TaskService;

import ij.IJ;

/** Finds the SciJava context: Fiji's own, or a single small one if ImageJ runs without ImageJ2. */
public final class Contexts {

	private static Context small;

	private Contexts() {}

	/** The one context of this Java, which lives as long as ImageJ. */
	public static Context get() {
		if (hasImageJ2() && IJ.runPlugIn("org.scijava.Context", "") instanceof Context context) return context;
		return small();
	}

	private static boolean hasImageJ2() {
		try {
			// Without ImageJ2, the same call would create a new context with all services each time.
			Class.forName("net.imagej.legacy.LegacyService", false, Contexts.class.getClassLoader());
			return true;
		}
		catch (final ClassNotFoundException e) {
			return false;
		}
	}

	private static synchronized Context small() {
		if (small == null) {
			small = new Context(TaskService.class, LogService.class, ModelService.class);
			// Standard output is reserved for what a macro prints.
			if (small.service(LogService.class) instanceof StderrLogService log) log.setPrintStreams(level -> System.err);
		}
		return small;
	}
}
