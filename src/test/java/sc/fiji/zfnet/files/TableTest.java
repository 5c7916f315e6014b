package sc.fiji.zfnet.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import ij.measure.ResultsTable;
import sc.fiji.zfnet.image.ResultsTables;

class TableTest {

	private static Table example() {
		return Table.of("image", "rank", "probability").with(List.of(List.of("a, \"b\".jpg", 1, 0.1f), Arrays.asList("c",
			2L, null), List.of("äö", 3, Double.NaN)));
	}

	@Test
	void csvHasHeaderAndQuotes() {
		assertEquals("image,rank,probability\n\"a, \"\"b\"\".jpg\",1,0.1\nc,2,\näö,3,NaN\n", example().toCsv());
		assertEquals("map\n", Table.of("map").toCsv());
	}

	@Test
	void csvDoesNotDependOnTheLocale() {
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try {
			assertEquals("x,y\n1234567,1234.5678\n", Table.of("x", "y").with(List.of(List.of(1234567, 1234.5678))).toCsv());
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void numbersCanBeReadBackExactly() {
		for (final double value : new double[] { Math.PI, 1e-12, 1.0 / 3, -123456789.123 })
			assertEquals(value, Double.parseDouble(Table.of("x").with(List.of(List.of(value))).toCsv().split("\n")[1]));
	}

	@Test
	void resultsTableHasTheSameCells() {
		final ResultsTable table = ResultsTables.of(example());
		assertEquals(3, table.size());
		assertEquals("image,rank,probability", String.join(",", table.getHeadings()));
		assertEquals("a, \"b\".jpg", table.getStringValue("image", 0));
		assertEquals(2, table.getValue("rank", 1));
		assertEquals("2", table.getStringValue("rank", 1));
		assertEquals(0.1, table.getValue("probability", 0));
		assertTrue(Double.isNaN(table.getValue("probability", 1)));
		assertTrue(Double.isNaN(table.getValue("probability", 2)));
	}

	@Test
	void resultsTableShowsSmallNumbers() {
		final ResultsTable table = ResultsTables.of(Table.of("p").with(List.of(List.of(0.00012345f))));
		assertEquals(0.00012345, Double.parseDouble(table.getStringValue("p", 0)), 1e-9);
	}

	@Test
	void textThatLooksLikeANumberStaysText() {
		assertEquals("007", ResultsTables.of(Table.of("name").with(List.of(List.of("007"), List.of("b")))).getStringValue(
			"name", 0));
	}

	@Test
	void addingRowsLeavesTheTableAlone() {
		final Table empty = Table.of("x");
		empty.with(List.of(List.of(1)));
		assertEquals(0, empty.rows().size());
	}

	@Test
	void wrongRowsAndColumnsAreErrors() {
		assertThrows(IllegalArgumentException.class, () -> Table.of("x", "x"));
		assertThrows(IllegalArgumentException.class, () -> Table.of());
		assertThrows(IllegalArgumentException.class, () -> Table.of("x").with(List.of(List.of(1, 2))));
		assertThrows(IllegalArgumentException.class, () -> Table.of("x").with(List.of(List.of(new Object()))));
	}
}
