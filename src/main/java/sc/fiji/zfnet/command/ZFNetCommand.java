package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;
import org.scijava.service.ServiceHelper;
import org.scijava.task.TaskService;

import ij.IJ;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.files.WholeFiles;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.service.ModelService;
import sc.fiji.zfnet.service.ModelUse;
import sc.fiji.zfnet.service.SettingsService;
import sc.fiji.zfnet.tensorflow.DivergenceException;
import sc.fiji.zfnet.tensorflow.check.MiscomputedLayerException;

/**
 * Base class of the plugin's commands. Scripts run them as SciJava commands; ImageJ's menus and macros run them through
 * {@code sc.fiji.zfnet.ij1.CommandPlugIn}.
 * <p>
 * An input is a field with {@code @Parameter(persist = false)} of type String, int, double, boolean, Integer, Double or
 * {@link java.io.File} (style {@code directory} or {@code file}). Its name is the macro key, and its initial value is the
 * default. An input is required if it has no default and is not declared {@code required = false}. An output is a field
 * with {@code @Parameter(type = ItemIO.OUTPUT)} of type {@link ij.ImagePlus} or {@link ij.measure.ResultsTable}.
 * </p>
 *
 * <pre>
 * &#64;Plugin(type = Command.class, label = "Model Info...", visible = false)
 * public class ModelInfo extends ZFNetCommand {
 *
 *   &#64;Parameter(label = "Model", description = "An installed model's name or a model folder.", persist = false)
 *   private String model;
 *
 *   &#64;Parameter(type = ItemIO.OUTPUT)
 *   private ResultsTable layers;
 *
 *   &#64;Override
 *   protected void execute() throws IOException {
 *     layers = ...
 *   }
 * }
 * </pre>
 */
public abstract class ZFNetCommand implements Command, Cancelable {

	/** Key of the folder for the command's files. */
	private static final String OUTPUT = "output";

	private static final String HELP = "https://imagej.net/plugins/zfnet";

	@Parameter(required = false)
	private TaskService tasks;

	@Parameter(required = false)
	private LogService log;

	@Parameter
	private Context context;

	private CommandProgress progress;
	private String cancelReason;

	/**
	 * Does the command's work.
	 *
	 * @throws IOException if a file cannot be read or written; the message is one sentence for the user
	 * @throws IllegalArgumentException if a value is not accepted; the message is one sentence for the user
	 */
	protected abstract void execute() throws IOException;

	/**
	 * Runs the command with the values of its fields.
	 *
	 * If it is cancelled before it has a result, the log says so and there are no outputs; that is no error.
	 *
	 * @throws CommandException if a file or a value is not accepted
	 */
	@Override
	public final void run() {
		try {
			final Optional<Path> output = output();
			// Checks the output folder first, because results would be lost if it could not be made after a long computation.
			if (output.isPresent()) WholeFiles.check(output.get());
			if (output.isPresent() && writesTogether()) WholeFiles.together(output.get(), this::execute);
			else execute();
		}
		catch (final CancelledException e) {
			cancel(e.getMessage());
			IJ.log(label() + " " + e.getMessage());
		}
		catch (final IOException | UncheckedIOException | IllegalArgumentException | DivergenceException |
			MiscomputedLayerException e) {
			throw new CommandException(e);
		}
		finally {
			endProgress();
		}
	}

	/** Whether all files come into the output folder when the command is done, rather than as they are written. */
	protected boolean writesTogether() {
		return true;
	}

	/** The folder that the user chose for the command's files. */
	private Optional<Path> output() {
		try {
			final Field field = getClass().getDeclaredField(OUTPUT);
			field.setAccessible(true);
			return field.get(this) instanceof File folder ? Optional.of(folder.toPath()) : Optional.empty();
		}
		catch (final NoSuchFieldException e) {
			return Optional.empty(); // a command without files
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * Reports progress to SciJava's task service and to ImageJ's status line and progress bar or, without a window, from
	 * time to time to the log. The user cancels it with the task or the Esc key.
	 */
	protected final synchronized Progress progress() {
		if (progress == null) progress = new CommandProgress(label(), tasks, log);
		return progress;
	}

	private synchronized void endProgress() {
		if (progress != null) progress.close();
		progress = null;
	}

	/** The installed models. */
	protected final ModelService models() {
		return service(ModelService.class);
	}

	/** What the user has set. */
	protected final SettingsService settings() {
		return service(SettingsService.class);
	}

	/** A context made for few services may lack these. */
	private <S extends Service> S service(final Class<S> type) {
		final S present = context.getService(type);
		return present == null ? new ServiceHelper(context).loadService(type) : present;
	}

	/** Says in the log that the command was cancelled and what its results hold. */
	protected final void logPartial(final String what) {
		IJ.log(label() + " was cancelled; its results are partial: " + what);
	}

	/** Says in the log that the command was cancelled; the images that the result describes say so, too. */
	protected final UsedModel partial(final UsedModel model, final String what) {
		logPartial(what);
		return model.ofPart(what);
	}

	/** Whether it was cancelled before it had a result. */
	@Override
	public final boolean isCanceled() {
		return cancelReason != null;
	}

	@Override
	public final void cancel(final String reason) {
		cancelReason = reason;
	}

	@Override
	public final String getCancelReason() {
		return cancelReason;
	}

	/** A loaded model, as results record it. */
	protected static UsedModel used(final ModelUse model) {
		return new UsedModel(model.name(), model.classifier());
	}

	/** The command's name in the menu. */
	public final String label() {
		return label(getClass());
	}

	/** The name of a command's class in the menu: the label of its {@link Plugin} annotation, or else the class name. */
	public static String label(final Class<?> command) {
		final Plugin plugin = command.getAnnotation(Plugin.class);
		return plugin == null || plugin.label().isEmpty() ? command.getSimpleName() : plugin.label();
	}

	/**
	 * Keys that come first in the dialog, in this order. The others follow in the order of the fields, those of a base class
	 * first.
	 */
	public List<String> leadingKeys() {
		return List.of();
	}

	/**
	 * Suggestions that a dialog offers for a key in addition to free text, such as the installed models. Must be fast.
	 *
	 * @param key an input's name
	 * @param values current values of the dialog, by key
	 */
	public List<String> suggestions(final String key, final Map<String, String> values) {
		return List.of();
	}

	/** Initial values of the dialog, by key, that differ from the defaults. Macros never see these values. */
	public Map<String, String> dialogValues() {
		return Map.of();
	}

	/** Note below the fields of the dialog; empty by default. */
	public String dialogNote() {
		return "";
	}

	/** Address of the page that explains the command. */
	public String helpUrl() {
		return HELP;
	}
}
