package sc.fiji.zfnet.analysis.invariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Shape;

class ValueRangeTest {

	@Test
	void stepsOfATenthAreThoseThatOneWouldWrite() {
		assertArrayEquals(new double[] { 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8 }, new ValueRange(1, 1.8, 0.1).values());
	}

	@Test
	void theLastValueIsLeftOutWhereNoStepLeadsToIt() {
		assertArrayEquals(new double[] { -3, -1, 1 }, new ValueRange(-3, 2.9, 2).values());
		assertArrayEquals(new double[] { 5 }, new ValueRange(5, 5, 1).values());
	}

	@Test
	void rangesThatLeadNowhereAreRefusedWithWhatIsAccepted() {
		assertEquals("The values from 0.0 to 1.0 in steps of 0.0 cannot be used; a step greater than 0 is accepted",
			assertThrows(IllegalArgumentException.class, () -> new ValueRange(0, 1, 0)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> new ValueRange(1, 0, 1));
		assertThrows(IllegalArgumentException.class, () -> new ValueRange(0, Double.NaN, 1));
		assertThrows(IllegalArgumentException.class, () -> new ValueRange(0, 1e9, 1));
	}

	@Test
	void defaultsAreThePapersScaledToTheInput() {
		final Shape paper = new Shape(3, 224, 224);
		final ValueRange shift = TransformFamily.VERTICAL_TRANSLATION.defaultRange(paper);
		assertEquals(new ValueRange(-60, 60, 1), shift);
		assertEquals(new ValueRange(-61, 61, 1), TransformFamily.VERTICAL_TRANSLATION.defaultRange(new Shape(3, 227, 64)));
		assertEquals(new ValueRange(-17, 17, 1), TransformFamily.HORIZONTAL_TRANSLATION.defaultRange(new Shape(3, 227, 64)));
		final double[] degrees = TransformFamily.ROTATION.defaultRange(paper).values();
		assertEquals(0, degrees[0]);
		assertEquals(350, degrees[degrees.length - 1]);
		final double[] factors = TransformFamily.SCALING.defaultRange(paper).values();
		assertEquals(1, factors[0]);
		assertEquals(1.8, factors[factors.length - 1]);
		assertTrue(java.util.Arrays.stream(shift.values()).anyMatch(value -> value == 0), "no shift is among them");
	}
}
