package sc.fiji.zfnet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PictureTest {

	/** 2 × 1 pixels. */
	private final Picture bytes = new Picture("bytes", 2, 1, new byte[] { 1, 2, 3, (byte) 200, (byte) 255, 0 });

	@Test
	void bytesStandForZeroTo255InPlanesOfRedGreenAndBlue() {
		final float[] planes = { 1, 200, 2, 255, 3, 0 };
		assertArrayEquals(planes, bytes.values());
		for (int c = 0; c < 3; c++)
			for (int x = 0; x < 2; x++) {
				assertEquals(planes[2 * c + x], bytes.get(x, 0, c));
				assertEquals(planes[2 * c + x], bytes.asImg().getAt(x, 0, c).get());
			}
		assertArrayEquals(new long[] { 2, 1, 3 }, bytes.asImg().dimensionsAsLongArray());
	}

	@Test
	void anotherNameChangesNothingElse() {
		final Picture part = new Picture("part", 4, 5, 1, 1, new float[] { 1.5f, 2, 3 }).named("other");
		assertEquals("other", part.name());
		assertEquals(4, part.originX());
		assertEquals(5, part.originY());
		assertEquals(1.5f, part.get(0, 0, 0));
		assertArrayEquals(bytes.values(), bytes.named("other").values());
	}

	@Test
	void theNumberOfValuesIsThatOfThreePlanes() {
		assertThrows(IllegalArgumentException.class, () -> new Picture("", 2, 1, new byte[5]));
		assertThrows(IllegalArgumentException.class, () -> new Picture("", 2, 1, new float[7]));
		assertThrows(IllegalArgumentException.class, () -> new Picture("", 0, 1, new byte[0]));
	}
}
