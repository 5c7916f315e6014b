package sc.fiji.zfnet.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class WindowTest {

	@Test
	void positionsFollowSizeStrideAndPadding() {
		assertEquals(110, Window.square(7, 2, 1).outputHeight(224));
		assertEquals(1, Window.square(3, 2).outputHeight(3));
		assertEquals(2, new Window(2, 1, 2, 1, new Padding(1, 0, 0, 0), 1, 1, false).outputHeight(3));
		assertEquals(3, new Window(3, 3, 1, 1, Padding.NONE, 2, 2, false).outputHeight(7));
	}

	@Test
	void roundingUpKeepsALastPartlyFilledPosition() {
		assertEquals(55, Window.square(3, 2).roundingUp().outputHeight(110));
		assertEquals(54, Window.square(3, 2).outputHeight(110));
		assertEquals(new Padding(0, 0, 1, 1), Window.square(3, 2).roundingUp().paddingFor(110, 110));
	}

	@Test
	void roundingUpDropsAPositionThatWouldBeginBeyondTheMap() {
		// Positions at -1, 1, 3 and 5 over a map of 4 with a padding of 1: that at 5 begins beyond the map.
		final Window window = new Window(1, 1, 2, 2, Padding.NONE, 1, 1, true);
		assertEquals(2, window.outputHeight(4));
		assertEquals(2, window.outputHeight(3));
	}

	@Test
	void aWindowLargerThanThePaddedMapIsRefusedWithBothSizes() {
		final var error = assertThrows(IllegalArgumentException.class, () -> Window.square(5, 1, 1).outputHeight(2));
		assertEquals("A window over 5 rows does not fit a map of 2 with a padding of 1 and 1", error.getMessage());
	}

	@Test
	void averagesCountWhatIsInsideAndPaddingIfAsked() {
		final Window window = Window.square(2, 2, 1);
		final Shape map = new Shape(1, 2, 2);
		assertArrayEquals(new float[] { 1, 1, 1, 1 }, new AveragePool(window, false).counts(map));
		assertArrayEquals(new float[] { 4, 4, 4, 4 }, new AveragePool(window, true).counts(map));
		assertArrayEquals(new float[] { 4, 2, 2, 1 }, new AveragePool(Window.square(2, 2).roundingUp(), true).counts(new Shape(
			1, 3, 3)));
	}

	@Test
	void aLayerThatCannotTakeItsInputIsNamed() {
		final Network.Builder builder = Network.input("data", new Shape(3, 8, 8));
		final var error = assertThrows(IllegalArgumentException.class, () -> builder.add("fc", new Dense(4)));
		assertEquals("Layer 'fc' (Dense): Its input is 3 × 8 × 8; a vector is accepted, so flatten the maps first", error
			.getMessage());
	}

	@Test
	void joinedBranchesSeeWhatEitherSees() {
		final Network network = Network.input("data", new Shape(3, 9, 9)).add("squeeze", new Convolution(2, Window.square(1, 1)))
			.add("one", new Convolution(2, Window.square(1, 1)), "squeeze").add("three", new Convolution(4, Window.square(3, 1,
				1)), "squeeze").add("join", new Concat(), "one", "three").build();
		assertEquals(new Shape(6, 9, 9), network.output().shape());
		assertEquals(new ReceptiveField(3, 3, 1, 1, -1, -1), network.output().receptiveField());
		assertEquals(List.of("squeeze", "three"), network.upTo("three").stream().map(Node::name).toList());
	}
}
