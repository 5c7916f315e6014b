package sc.fiji.zfnet.ij1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

import sc.fiji.zfnet.command.ZFNetCommand;

/** The declared inputs and outputs of a command. Checks the values that a macro or a dialog gives. */
public final class CommandParameters {

	private final Class<? extends ZFNetCommand> type;
	private final List<CommandParameter> inputs = new ArrayList<>();
	private final List<CommandModuleItem<?>> outputs = new ArrayList<>();

	/** Reads the declarations of a command's class. */
	public CommandParameters(final Class<? extends ZFNetCommand> type) {
		this.type = type;
		final CommandInfo info = new CommandInfo(type);
		final ZFNetCommand fresh = newCommand();
		for (final ModuleItem<?> item : info.inputs()) {
			if (Service.class.isAssignableFrom(item.getType()) || item.getType() == Context.class) continue;
			inputs.add(new CommandParameter((CommandModuleItem<?>) item, get((CommandModuleItem<?>) item, fresh)));
		}
		final List<String> leading = fresh.leadingKeys();
		inputs.sort(Comparator.comparingInt(input -> leading.contains(input.key()) ? leading.indexOf(input.key()) : leading
			.size()));
		for (final ModuleItem<?> item : info.outputs())
			outputs.add((CommandModuleItem<?>) item);
	}

	/** The command's name in the menu. */
	public String label() {
		return ZFNetCommand.label(type);
	}

	/** The inputs: the command's leading keys first, then the others in the order of the fields. */
	public List<CommandParameter> inputs() {
		return List.copyOf(inputs);
	}

	/** A new instance of the command with its default values. */
	public ZFNetCommand newCommand() {
		try {
			return type.getDeclaredConstructor().newInstance();
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException("The command " + type + " cannot be instantiated", e);
		}
	}

	/**
	 * The values from a macro's options, with defaults for the keys that are not named.
	 *
	 * @throws IllegalArgumentException if a key is unknown or missing, or its value is not accepted
	 */
	public Map<CommandParameter, Object> values(final MacroOptions options) {
		for (final String key : options.keys())
			if (inputs.stream().noneMatch(input -> input.key().equals(key))) throw unknown(key);
		final Map<CommandParameter, Object> values = new LinkedHashMap<>();
		for (final CommandParameter input : inputs)
			values.put(input, value(input, options));
		return values;
	}

	private static Object value(final CommandParameter input, final MacroOptions options) {
		if (!options.has(input.key())) {
			if (input.isRequired()) throw input.missing();
			return input.defaultValue();
		}
		if (options.value(input.key()).isEmpty() && !input.isFlag()) throw new IllegalArgumentException("The key '" + input
			.key() + "' has no value; " + input.key() + "= followed by " + input.accepted() + " is accepted");
		return input.parse(options.value(input.key()).orElse("true"));
	}

	/**
	 * The values in a dialog.
	 *
	 * @param texts texts in the dialog, by key
	 * @throws IllegalArgumentException if one is missing or not accepted
	 */
	public Map<CommandParameter, Object> values(final Map<String, String> texts) {
		final Map<CommandParameter, Object> values = new LinkedHashMap<>();
		for (final CommandParameter input : inputs)
			values.put(input, input.parse(texts.get(input.key())));
		return values;
	}

	private IllegalArgumentException unknown(final String key) {
		return new IllegalArgumentException("There is no key '" + key + "'; accepted keys: " +
			(inputs.isEmpty() ? "none" : inputs.stream().map(CommandParameter::key).collect(Collectors.joining(", "))));
	}

	/** Sets the fields of a command. */
	public void set(final ZFNetCommand command, final Map<CommandParameter, Object> values) {
		values.forEach((input, value) -> {
			try {
				input.field().set(command, value);
			}
			catch (final IllegalAccessException e) {
				throw new IllegalStateException(e);
			}
		});
	}

	/** The outputs of a command after its run, by name, without those that are null. */
	public Map<String, Object> outputs(final ZFNetCommand command) {
		final Map<String, Object> result = new LinkedHashMap<>();
		for (final CommandModuleItem<?> output : outputs) {
			final Object value = get(output, command);
			if (value != null) result.put(output.getLabel().isEmpty() ? output.getName() : output.getLabel(), value);
		}
		return result;
	}

	private static Object get(final CommandModuleItem<?> item, final ZFNetCommand command) {
		try {
			return item.getField().get(command);
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}
}
