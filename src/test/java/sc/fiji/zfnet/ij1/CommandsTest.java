package sc.fiji.zfnet.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.zfnet.command.TrainNetwork;
import sc.fiji.zfnet.command.ZFNetCommand;

/** What every command of the plugin must keep. */
class CommandsTest {

	private static final Pattern LINE = Pattern.compile(
		"Plugins>ZFNet, \"(.+)\", sc\\.fiji\\.zfnet\\.ij1\\.CommandPlugIn\\(\"(.+)\"\\)");

	private static final String SEPARATOR = "Plugins>ZFNet, \"-\"";

	/** The menu: label by class. */
	private static Map<String, String> menu() throws IOException {
		return Files.readAllLines(Path.of("plugins.config")).stream().filter(line -> !line.isBlank() && !line.startsWith("#")
			&& !line.equals(SEPARATOR)).map(line -> {
				final Matcher matcher = LINE.matcher(line);
				assertTrue(matcher.matches(), line);
				return matcher;
			}).collect(Collectors.toMap(matcher -> matcher.group(2), matcher -> matcher.group(1)));
	}

	/** The classes that SciJava finds: label by class. */
	private static Map<String, String> commands() {
		final Map<String, String> labels = new TreeMap<>();
		for (final IndexItem<Plugin> item : Index.load(Plugin.class))
			if (item.className().startsWith("sc.fiji.zfnet.command.")) labels.put(item.className(), item.annotation().label());
		return labels;
	}

	@Test
	void theMenuHasEachCommandUnderItsLabel() throws IOException {
		assertFalse(commands().isEmpty());
		assertEquals(commands(), new TreeMap<>(menu()));
	}

	@Test
	void commandsLeaveTheMenuToImageJ() throws Exception {
		for (final String name : menu().keySet()) {
			final Plugin plugin = Class.forName(name).getAnnotation(Plugin.class);
			assertFalse(plugin.visible(), name);
			assertEquals("", plugin.menuPath(), name);
			assertEquals(0, plugin.menu().length, name);
		}
	}

	@Test
	void inputsAreLowerCaseDescribedAndNotRemembered() throws Exception {
		for (final String name : menu().keySet())
			for (final CommandParameter input : new CommandParameters(Class.forName(name).asSubclass(ZFNetCommand.class))
				.inputs())
			{
				final String where = name + "." + input.key();
				assertTrue(input.key().matches("[a-z]+"), where);
				assertFalse(input.description().isBlank(), where);
				assertFalse(input.field().getAnnotation(Parameter.class).persist(), where);
				if (!input.isRequired()) assertEquals(input.defaultText(), String.valueOf(input.defaultValue() == null ? ""
					: input.parse(input.defaultText())), where);
			}
	}

	@Test
	void leadingKeysAreTheFirstInputs() throws Exception {
		for (final String name : menu().keySet()) {
			final CommandParameters parameters = new CommandParameters(Class.forName(name).asSubclass(ZFNetCommand.class));
			final List<String> leading = parameters.newCommand().leadingKeys();
			assertEquals(leading, parameters.inputs().stream().map(CommandParameter::key).limit(leading.size()).toList(), name);
		}
		assertEquals(List.of("architecture", "train", "validation", "name", "epochs"), new CommandParameters(
			TrainNetwork.class).inputs().stream().map(CommandParameter::key).limit(5).toList());
	}
}
