package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;

/** Networks whose height and width are open in the file. */
class InputSizeTest {

	private static final OptionalInt SIZE = OptionalInt.of(40);

	/** A convolution and a global mean, for any height and width. */
	private static Graph graph() {
		return new Graph(13, 2, 32, 32).weights("w", 3, 2, 3, 3).node("Conv", "conv", "x", "w").then("GlobalAveragePool", "mean").then(
			"Flatten", "flat");
	}

	@Test
	void openSidesTakeTheSizeThatIsStated() throws IOException {
		final Network network = graph().open(0, 2, 3).readWithSize(SIZE).network();
		assertEquals(new Shape(2, 40, 40), network.inputShape());
		assertEquals(new Shape(3, 38, 38), network.shapeOf("conv"));
		assertEquals(3, network.classes());
	}

	@Test
	void openSidesOfAnInputWithItsChannelsLastTakeItToo() throws IOException {
		final Graph graph = new Graph(13, 32, 32, 2).open(1, 2).weights("w", 3, 2, 3, 3).node("Transpose", "first", "x").with("perm", 0,
			3, 1, 2).then("Conv", "conv", "w").then("GlobalAveragePool", "mean").then("Flatten", "flat");
		assertEquals(new Shape(2, 40, 40), graph.readWithSize(SIZE).network().inputShape());
	}

	@Test
	void aMissingSizeIsAskedFor() {
		final String said = assertThrows(IOException.class, () -> graph().open(2, 3).read()).getMessage();
		assertTrue(said.contains("; state with 'size' how many pixels"), said);
	}

	@Test
	void aFixedInputKeepsItsSize() throws IOException {
		final String said = assertThrows(IOException.class, () -> graph().readWithSize(SIZE)).getMessage();
		assertTrue(said.contains("its input 'x' is 32 × 32 pixels, and 'size' is 40"), said);
		assertEquals(new Shape(2, 32, 32), graph().readWithSize(OptionalInt.of(32)).network().inputShape());
	}

	@Test
	void anOpenNumberOfChannelsIsRefused() {
		final String said = assertThrows(IOException.class, () -> graph().open(1).read()).getMessage();
		assertTrue(said.contains("N × channels × rows × columns with known numbers is accepted"), said);
	}
}
