package sc.fiji.zfnet.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.zfnet.testing.MacroRunner;

/** Runs commands through macros, as users do. */
class CommandPlugInTest {

	private static String every(final String options) {
		return "run('Every Parameter...', '" + options + "');";
	}

	private static String values(final String options) {
		return MacroRunner.value(every(options) + "return '' + Table.getString('all', 0);");
	}

	@Test
	void keysThatAreNotGivenTakeTheDeclaredDefaults() {
		assertEquals("me|red||5|null|0.01|false|null", values("name=me"));
	}

	@Test
	void keysOfEveryTypeReachTheCommand() {
		assertEquals("two words|light blue|n o t e|7|3|0.5|true|/tmp/a [1] b", values(
			"name=[two words] color=[Light Blue] note=[n o t e] size=7 seed=3 rate=5e-1 mirrored output=[/tmp/a [1] b]"));
	}

	@Test
	void valuesOfAnEarlierRunAreNotRemembered() {
		assertEquals("me|red||9|null|0.01|true|null", values("name=me size=9 mirrored"));
		assertEquals("me|red||5|null|0.01|false|null", values("name=me"));
	}

	@ParameterizedTest
	@CsvSource({ "mirrored,true", "mirrored=true,true", "mirrored=false,false" })
	void flagsAreSetByThemselvesOrByTrue(final String flag, final String value) {
		assertEquals("me|red||5|null|0.01|" + value + "|null", values("name=me " + flag));
	}

	@Test
	void variablesOfTheMacroAreValues() {
		assertEquals("a b|red||7|null|0.25|false|null", MacroRunner.value("n = 7; r = 1/4; who = 'a b';" + every(
			"name=&who size=&n rate=&r") + "return '' + Table.getString('all', 0);"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"size=5 | The key 'name' is missing; it is required and accepts text",
		"name= | The key 'name' is missing; it is required and accepts text",
		"name=me top=5 | There is no key 'top'; accepted keys: name, color, note, size, seed, rate, mirrored, output, fail",
		"name=me size=0 | The key 'size' is '0'; a whole number from 1 to 100 is accepted",
		"name=me size=2.5 | The key 'size' is '2.5'; a whole number from 1 to 100 is accepted",
		"name=me size=many | The key 'size' is 'many'; a whole number from 1 to 100 is accepted",
		"name=me size= | The key 'size' is ''; a whole number from 1 to 100 is accepted",
		"name=me size | The key 'size' has no value; size= followed by a whole number from 1 to 100 is accepted",
		"name=me rate=-1 | The key 'rate' is '-1'; a number of at least 0 is accepted",
		"name=me rate=NaN | The key 'rate' is 'NaN'; a number of at least 0 is accepted",
		"name=me seed=x | The key 'seed' is 'x'; a whole number is accepted",
		"name=me color=green | The key 'color' is 'green'; one of red, light blue is accepted",
		"name=me mirrored=yes | The key 'mirrored' is 'yes'; true or false is accepted",
		"name=me name=you | The key 'name' occurs twice; each key is accepted only once",
		"name=me fail=value | The layer 'x' is not there" })
	void anErrorIsOneSentenceAndStopsTheMacro(final String options, final String sentence) {
		final MacroRunner.Outcome outcome = MacroRunner.run(every(options) + "print('not reached');");
		assertEquals("Every Parameter...: " + sentence, outcome.error());
		assertEquals(List.of(), outcome.printed());
	}

	@Test
	void aDefectStopsTheMacroToo() {
		final MacroRunner.Outcome outcome = MacroRunner.run(every("name=me fail=unexpectedly") + "print('not reached');");
		assertTrue(outcome.error().contains("unexpected error") && outcome.error().contains("a defect"), outcome.error());
		assertEquals(List.of(), outcome.printed());
	}

	@Test
	void theMacroSeesTheImageAndTheTableThatACommandMade() {
		assertEquals("made 8x2 of 1, results 1: 0.25", MacroRunner.value(every("name=me size=8 rate=0.25") +
			"return getTitle() + ' ' + getWidth() + 'x' + getHeight() + ' of ' + nImages + ', results ' + nResults + ': '" +
			" + getResult('rate', 0);"));
	}

	@Test
	void theTableOfTheLastCommandReplacesAnEarlierOne() {
		assertEquals("1 0.5", MacroRunner.value(every("name=me rate=0.25") + every("name=me rate=0.5") +
			"return '' + nResults + ' ' + getResult('rate', 0);"));
	}

	@Test
	void theCurrentImageIsTheOneThatTheMacroSelected() {
		final MacroRunner.Outcome outcome = MacroRunner.run("setBatchMode(true);" +
			"newImage('a', '8-bit', 4, 4, 1); a = getImageID(); newImage('b', '8-bit', 4, 4, 1);" +
			"newImage('c', '8-bit', 4, 4, 1); run('Current Image...', ' ');" +
			"selectImage(a); run('Current Image...'); selectImage('b'); run('Current Image...', '');" +
			"run('Current Image...', 'image=c');");
		assertEquals(List.of(), outcome.errors());
		assertEquals(List.of("image: c", "image: a", "image: b", "image: c"), outcome.printed());
	}

	@Test
	void anImageCanBeAFile(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("an image [1].png");
		assertEquals(List.of("image: an image [1].png"), MacroRunner.run("newImage('x', '8-bit', 4, 4, 1); saveAs('PNG', '" +
			file + "'); close('*'); run('Current Image...', 'image=[" + file + "]');").printed());
		Files.writeString(file, "no picture");
		assertEquals("Current Image...: Image '" + file + "' cannot be opened: it is in no format that can be read; RGB or grey " +
			"JPEG, PNG, TIFF, GIF, BMP, PGM, DICOM and FITS files are accepted", MacroRunner.run(
			"run('Current Image...', 'image=[" + file + "]');").error());
	}

	@Test
	void anImageThatIsNotThereIsNamed() {
		assertEquals("Current Image...: No image is open; open one, or name an open image or a file with the key 'image'",
			MacroRunner.run("run('Current Image...', ' ');").error());
		assertEquals("Current Image...: The image 'x' is neither an open image (a) nor a file", MacroRunner.run(
			"newImage('a', '8-bit', 4, 4, 1); run('Current Image...', 'image=x');").error());
	}

	@Test
	void exitWithoutAMessageIsNoFailure() {
		assertEquals(List.of(), MacroRunner.run("print('a'); exit(); print('b');").errors());
		assertEquals(List.of("a"), MacroRunner.run("print('a'); exit(); print('b');").printed());
		assertEquals("why", MacroRunner.run("exit('why');").error());
	}

	@Test
	void aPrintedTextThatLooksLikeAnErrorIsNoFailure() {
		final MacroRunner.Outcome outcome = MacroRunner.run("print('Macro Error: none in line 1'); showMessage('fine');");
		assertEquals(List.of(), outcome.errors());
		assertEquals(List.of("Macro Error: none in line 1", "fine"), outcome.printed());
	}

	@Test
	void unknownCommandsAndSyntaxErrorsAreFailures() {
		assertEquals("Unrecognized command: \"No Such Command\"", MacroRunner.run("run('No Such Command');").error());
		assertFalse(MacroRunner.run("x = ;").error().isEmpty());
	}
}
