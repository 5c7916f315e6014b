package sc.fiji.zfnet.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.picture.ByteImage;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

class PreprocessingTest {

	private static final Preprocessing BGR = new Preprocessing(ChannelOrder.BGR, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0,
		5.0));

	/** 3 × 2 pixels: 100 · channel + 10 · row + column. */
	private static RandomAccessibleInterval<FloatType> image() {
		return ArrayImgs.floats(new float[] { 0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112, 200, 201, 202, 210, 211,
			212 }, 3, 2, 3);
	}

	@Test
	void valuesAreShiftedAndScaledInTheNetworksOrder() {
		final Batch batch = new Batch(2, new Shape(3, 2, 3));
		new Normalization(BGR).put(image(), batch, 1);
		// Row 1, column 2: blue 212, green 112, red 12.
		assertEquals((212 - 1) / 2f, batch.get(1, 1, 2, 0));
		assertEquals((112 - 2) / 4f, batch.get(1, 1, 2, 1));
		assertEquals((12 - 3) / 5f, batch.get(1, 1, 2, 2));
		assertEquals(0, batch.get(0, 1, 2, 0), "the other picture stays");
		new Normalization(new Preprocessing(ChannelOrder.RGB, List.of(1.0, 2.0, 3.0), List.of(1.0))).put(image(), batch, 0);
		assertArrayEquals(new float[] { -1, 98, 197 }, new float[] { batch.get(0, 0, 0, 0), batch.get(0, 0, 0, 1), batch.get(0,
			0, 0, 2) });
	}

	@Test
	void bytesBecomeTheSameNumbersAsFloats() {
		final byte[] rgb = new byte[3 * 16 * 32];
		final float[] planes = new float[rgb.length];
		for (int i = 0; i < rgb.length; i++) {
			// Every value in every colour, in another order in each.
			final int value = (i / 3 * (2 * (i % 3) + 1) + i % 3) & 255;
			rgb[i] = (byte) value;
			planes[i % 3 * 16 * 32 + i / 3] = value;
		}
		for (final ChannelOrder order : ChannelOrder.values()) {
			final Normalization normalization = new Normalization(new Preprocessing(order, List.of(123.675, 116.28, 103.53), List
				.of(58.395, 57.12, 57.375)));
			final Batch floats = new Batch(2, new Shape(3, 32, 16));
			final Batch bytes = new Batch(2, new Shape(3, 32, 16));
			normalization.put(ArrayImgs.floats(planes, 16, 32, 3), floats, 1);
			normalization.put(new ByteImage(rgb, 16, 32), bytes, 1);
			assertArrayEquals(floats.values(), bytes.values(), order.toString());
		}
	}

	@Test
	void viewsThatDoNotBeginAtZeroAreTaken() {
		final Batch expected = new Batch(1, new Shape(3, 2, 3));
		final Batch found = new Batch(1, new Shape(3, 2, 3));
		new Normalization(BGR).put(image(), expected, 0);
		new Normalization(BGR).put(Views.translate(image(), 7, -4, 2), found, 0);
		assertArrayEquals(expected.values(), found.values());
	}

	@Test
	void resultsComeBackAsRedGreenBlue() {
		final Batch batch = new Batch(1, new Shape(3, 2, 3));
		new Normalization(new Preprocessing(ChannelOrder.BGR, List.of(0.0), List.of(1.0))).put(image(), batch, 0);
		final RandomAccess<FloatType> back = BGR.toRgb(batch.image(0)).randomAccess();
		final RandomAccess<FloatType> original = image().randomAccess();
		for (int i = 0; i < 18; i++) {
			final long[] position = { i % 3, i / 3 % 2, i / 6 };
			assertEquals(original.setPositionAndGet(position).get(), back.setPositionAndGet(position).get());
		}
		assertEquals(image().getAt(1, 1, 2).get(), Preprocessing.NONE.toRgb(image()).getAt(1, 1, 2).get());
	}

	@Test
	void theFillIsTheMeanAsRedGreenBlue() {
		assertArrayEquals(new float[] { 3, 2, 1 }, BGR.fill());
		assertArrayEquals(new float[] { 9, 9, 9 }, new Preprocessing(ChannelOrder.RGB, List.of(9.0), List.of(1.0)).fill());
	}

	@Test
	void wrongNumbersAndImagesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Preprocessing(ChannelOrder.RGB, List.of(1.0, 2.0), List.of(
			1.0)));
		assertThrows(IllegalArgumentException.class, () -> new Preprocessing(ChannelOrder.RGB, List.of(1.0), List.of(0.0)));
		assertThrows(IllegalArgumentException.class, () -> new Preprocessing(ChannelOrder.RGB, List.of(Double.NaN), List.of(
			1.0)));
		assertThrows(IllegalArgumentException.class, () -> new Normalization(BGR).put(image(), new Batch(1, new Shape(3, 3, 2)), 0));
		assertThrows(IllegalArgumentException.class, () -> ChannelOrder.of("GRB"));
		assertEquals(ChannelOrder.BGR, ChannelOrder.of("bgr"));
	}
}
