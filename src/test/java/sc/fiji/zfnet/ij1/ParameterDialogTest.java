package sc.fiji.zfnet.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.plugin.frame.Recorder;
import sc.fiji.zfnet.command.Options;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.testing.EveryParameter;
import sc.fiji.zfnet.testing.Services;

/** What stands behind the dialog; the dialog itself needs a display. */
class ParameterDialogTest {

	private final CommandParameters parameters = new CommandParameters(EveryParameter.class);

	@Test
	void eachInputGetsTheFieldThatItsDeclarationAsksFor() {
		assertEquals(
			"name TEXT_AND_SUGGESTIONS, color CHOICE, note TEXT_AND_SUGGESTIONS, size SLIDER, seed TEXT, rate NUMBER, mirrored CHECKBOX, " +
				"output FOLDER, fail CHOICE", parameters.inputs().stream().map(input -> input.key() + " " +
					ParameterDialog.Field.of(input)).collect(Collectors
						.joining(", ")));
	}

	@Test
	void labelsAreShownAsDeclaredOrMadeOfTheKey() {
		assertEquals(List.of("Name", "Color", "Note", "Occluder size (pixels)"), parameters.inputs().stream().map(
			CommandParameter::label).limit(4).toList());
	}

	@Test
	void theDialogOfTheOptionsBeginsWithWhatIsSet() {
		final Settings before = Services.settings().load();
		try {
			Services.settings().save(new Settings("gpu", 3, "bfloat16", before.models()));
			final Options options = new Options();
			Contexts.get().inject(options);
			final Map<String, String> texts = new ParameterDialog(new CommandParameters(Options.class), options)
				.initialTexts();
			assertEquals("gpu", texts.get("device"));
			assertEquals("3", texts.get("threads"));
		}
		finally {
			Services.settings().save(before);
		}
	}

	@Test
	void theHelpNamesEveryKeyAndEscapesItsText() {
		final String html = HelpText.html(parameters, "https://example.org/?a=1&b=2");
		for (final CommandParameter input : parameters.inputs())
			assertTrue(html.contains("<code>" + input.key() + "</code>"), input.key());
		assertTrue(html.contains("even as &lt;nothing&gt;.") && html.contains("a=1&amp;b=2"), html);
	}

	@Test
	void theRecordedLineGivesTheSameValuesAgain() {
		final Map<CommandParameter, Object> values = parameters.values(MacroOptions.parse(
			"name=[two words] color=[light blue] rate=1.0E-5 mirrored output=[/tmp/a [1]] note='it", name -> null));
		CommandRecorder.record(values);
		final String recorded = Recorder.getCommandOptions();
		assertEquals("name=[two words] color=[light blue] note=['it] rate=1.0E-5 mirrored output=[/tmp/a [1]]", recorded);
		assertEquals(values, parameters.values(MacroOptions.parse(recorded, name -> null)));
	}

	@Test
	void aLineWithDefaultsAloneHasOptionsSoThatItOpensNoDialog() {
		final CommandParameters options = new CommandParameters(Options.class);
		CommandRecorder.record(options.values(MacroOptions.parse("threads=0", name -> null)));
		assertEquals(" ", Recorder.getCommandOptions());
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "plain,plain", "two words,two words", "&n,[&n]", "'x,['x]",
		"C:\\data,C:\\\\data" })
	void theRecorderAddsBracketsOnlyWhereThereIsASpace(final String value, final String recordable) {
		assertEquals(recordable, CommandRecorder.recordable(value));
	}
}
