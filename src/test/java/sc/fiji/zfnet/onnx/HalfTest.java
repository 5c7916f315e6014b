package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HalfTest {

	@Test
	void valuesAreThoseOfTheStandard() {
		assertEquals(1f, Half.toFloat((short) 0x3c00));
		assertEquals(-2f, Half.toFloat((short) 0xc000));
		assertEquals(65504f, Half.toFloat((short) 0x7bff));
		assertEquals((float) Math.pow(2, -24), Half.toFloat((short) 0x0001));
		assertEquals((float) (1023 * Math.pow(2, -24)), Half.toFloat((short) 0x03ff));
		assertEquals((float) Math.pow(2, -14), Half.toFloat((short) 0x0400));
		assertEquals(-0f, Half.toFloat((short) 0x8000));
		assertEquals(Float.NEGATIVE_INFINITY, Half.toFloat((short) 0xfc00));
		assertEquals(Float.NaN, Half.toFloat((short) 0x7e00));
		assertEquals(1.5f, Half.ofBrain((short) 0x3fc0));
	}

	@Test
	void everyHalfComesBackAndMidpointsGoToTheEvenOne() {
		for (int bits = 0; bits < 0x7c00; bits++) {
			final float value = Half.toFloat((short) bits);
			assertEquals((short) bits, Half.ofFloat(value));
			assertEquals((short) (bits | 0x8000), Half.ofFloat(-value));
			if (bits == 0x7bff) continue;
			final float next = Half.toFloat((short) (bits + 1));
			final float middle = value + (next - value) / 2;
			assertEquals((short) (bits + (bits & 1)), Half.ofFloat(middle));
			assertEquals((short) bits, Half.ofFloat(Math.nextDown(middle)));
			assertEquals((short) (bits + 1), Half.ofFloat(Math.nextUp(middle)));
		}
		assertEquals((short) 0x7c00, Half.ofFloat(65520));
		assertEquals((short) 0x7bff, Half.ofFloat(65519));
	}
}
