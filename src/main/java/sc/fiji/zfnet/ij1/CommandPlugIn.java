package sc.fiji.zfnet.ij1;

import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.Optional;

import org.scijava.Context;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import sc.fiji.zfnet.command.CommandException;
import sc.fiji.zfnet.command.ZFNetCommand;

/**
 * Runs a SciJava command from ImageJ's menus and macros on the calling thread, so that the current image is the one that
 * the macro sees. {@code plugins.config} gives the command's class as this plugin's argument.
 */
public class CommandPlugIn implements PlugIn {

	@Override
	public void run(final String className) {
		final Thread thread = Thread.currentThread();
		final ClassLoader loader = thread.getContextClassLoader();
		// ImageJ's own threads do not have the class loader of its plugins, in which SciJava looks for services.
		thread.setContextClassLoader(getClass().getClassLoader());
		try {
			run(new CommandParameters(load(className)));
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	private static Class<? extends ZFNetCommand> load(final String className) {
		try {
			return Class.forName(className).asSubclass(ZFNetCommand.class);
		}
		catch (final ClassNotFoundException e) {
			throw new IllegalStateException("plugins.config names the class " + className + ", which does not exist", e);
		}
	}

	private static void run(final CommandParameters parameters) {
		final boolean headless = GraphicsEnvironment.isHeadless();
		// ImageJ gives a thread this name while it executes run(...).
		final boolean macro = headless || Thread.currentThread().getName().startsWith("Run$_");
		final String options = headless && Macro.getOptions() == null ? "" : Macro.getOptions();
		final Errors errors = new Errors(parameters.label(), macro);
		try {
			final ZFNetCommand command = parameters.newCommand();
			final Context context = Contexts.get();
			context.inject(command);
			final Optional<Map<CommandParameter, Object>> values = options == null ? ask(parameters, command) : Optional.of(
				parse(parameters, options));
			if (values.isEmpty()) return;
			parameters.set(command, values.get());
			run(command);
			if (command.isCanceled()) return;
			CommandOutputs.show(parameters.label(), parameters.outputs(command), macro);
			if (options == null && IJ.recording()) CommandRecorder.record(values.get());
		}
		catch (final CommandException e) {
			errors.report(e.getMessage());
		}
		catch (final RuntimeException | Error e) {
			if (Errors.isStop(e)) throw e;
			errors.unexpected(e);
		}
	}

	private static Map<CommandParameter, Object> parse(final CommandParameters parameters, final String options) {
		final Interpreter interpreter = Interpreter.getInstance();
		try {
			return parameters.values(MacroOptions.parse(options, name -> interpreter == null ? null : interpreter
				.getVariableAsString(name)));
		}
		catch (final IllegalArgumentException e) {
			throw new CommandException(e);
		}
	}

	private static Optional<Map<CommandParameter, Object>> ask(final CommandParameters parameters,
		final ZFNetCommand command)
	{
		final Optional<Map<CommandParameter, Object>> values = new ParameterDialog(parameters, command).show();
		if (values.isEmpty()) Recorder.disableCommandRecording();
		return values;
	}

	/** Runs the command without recording the ImageJ functions that it calls itself. */
	private static void run(final ZFNetCommand command) {
		Recorder.suspendRecording();
		try {
			command.run();
		}
		finally {
			Recorder.resumeRecording();
		}
	}
}
