package sc.fiji.zfnet.analysis.correspondence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.reference.SharedData;

class PartTableTest {

	@TempDir
	private Path folder;

	@Test
	void columnsMayStandInAnyOrderAmongOthers() throws IOException {
		assertEquals(List.of(new PartPosition("a b.png", "left eye", 1.5, -2), new PartPosition("c.png", "nose", 3, 4)), read(
			"Y,remark,X,Part,File\n-2,,1.5,left eye,\"a b.png\"\n\n4,?,3,nose,c.png\n"));
	}

	@Test
	void whatIsMissingOrNoNumberIsNamed() {
		final String table = "the table of parts '" + folder.resolve("parts.csv") + "'";
		assertEquals("T" + table.substring(1) + " has no column 'y'; the columns file, part, x, y are accepted", error(
			"file,part,x\na,b,1\n"));
		assertEquals("Row 2 of " + table + " has 'left' as x; a number is accepted", error(
			"file,part,x,y\na,b,1,2\na,c,left,2\n"));
		assertEquals("Row 1 of " + table + " has 'NaN' as y; a number is accepted", error("file,part,x,y\na,b,1,NaN\n"));
		assertEquals("Row 1 of " + table + " has no part; a value in each of the columns file, part, x, y is accepted", error(
			"file,part,x,y\na,,1,2\n"));
		assertEquals("Row 1 of " + table + " has no y; a value in each of the columns file, part, x, y is accepted", error(
			"file,part,x,y\na,b,1\n"));
		assertEquals("T" + table.substring(1) + " has no rows; one row per part is required", error("file,part,x,y\n"));
		assertEquals("T" + table.substring(1) + " has no column 'file'; the columns file, part, x, y are accepted", error(""));
	}

	@Test
	void spreadsheetsMarkOfTheEncodingIsPassedOver() throws IOException {
		assertEquals(List.of(new PartPosition("a.png", "nose", 1, 2)), read("\ufefffile,part,x,y\na.png,nose,1,2\n"));
	}

	@Test
	void anotherEncodingIsNamed() throws IOException {
		final Path file = Files.write(folder.resolve("parts.csv"), "file,part,x,y\na.png,K\u00f6pfchen,1,2\n".getBytes(
			StandardCharsets.ISO_8859_1));
		assertEquals("The table of parts '" + file +
			"' cannot be read; CSV in UTF-8 with the columns file, part, x, y is accepted", assertThrows(IOException.class,
				() -> PartTable.read(file)).getMessage());
	}

	@Test
	void aMissingFileIsNamed() {
		assertEquals("The table of parts '/no/such.csv' does not exist; a CSV file with the columns file, part, x, y is accepted",
			assertThrows(IOException.class, () -> PartTable.read(Path.of("/no/such.csv"))).getMessage());
	}

	@Test
	void theDogsHaveTheirEyesAndNoses() throws IOException {
		final List<PartPosition> parts = PartTable.read(SharedData.path("imagenet-samples/dog-parts.csv"));
		assertEquals(30, parts.size());
		assertEquals(new PartPosition("n02088364_beagle.JPEG", "right_eye", 244, 100), parts.get(0));
	}

	private List<PartPosition> read(final String csv) throws IOException {
		return PartTable.read(Files.writeString(folder.resolve("parts.csv"), csv));
	}

	private String error(final String csv) {
		return assertThrows(IOException.class, () -> read(csv)).getMessage();
	}
}
