package sc.fiji.zfnet.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

	@Test
	void zfnetHasTheSizesAndParametersOfFigure3() {
		final Network zfnet = Architecture.ZFNET.build(1000);
		final String[] nodes = { "conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool5" };
		final int[] sides = { 110, 55, 26, 13, 13, 13, 13, 6 };
		final int[] maps = { 96, 96, 256, 256, 384, 384, 256, 256 };
		for (int i = 0; i < nodes.length; i++)
			assertEquals(new Shape(maps[i], sides[i], sides[i]), zfnet.node(nodes[i]).shape(), nodes[i]);
		assertEquals(62_357_608, zfnet.parameters());
		assertEquals(new Shape(4096, 1, 1), zfnet.node("fc6").shape());
		assertEquals(1000, zfnet.classes());
	}

	@Test
	void theWideZfnetHas512And1024And512Maps() {
		final Network wide = Architecture.ZFNET_512.build(1000);
		assertEquals(512, wide.node("conv3").shape().channels());
		assertEquals(1024, wide.node("conv4").shape().channels());
		assertEquals(512, wide.node("conv5").shape().channels());
		assertEquals(new Shape(512, 6, 6), wide.node("pool5").shape());
	}

	@Test
	void alexnetHasItsPublishedParametersAndMultiplyAdds() {
		final Network alexnet = Architecture.ALEXNET.build(1000);
		assertEquals(60_965_224, alexnet.parameters());
		// 55² · 96 · 363 + 27² · 256 · 1200 + 13² · (384 · 2304 + 384 · 1728 + 256 · 1728) + 9216 · 4096 + 4096² + 4096 · 1000
		assertEquals(105_415_200L + 223_948_800L + 149_520_384L + 112_140_288L + 74_760_192L + 37_748_736L + 16_777_216L +
			4_096_000L, alexnet.multiplyAdds());
	}

	@Test
	void receptiveFieldsOfZfnetAreThoseWorkedOutByHand() {
		final Network zfnet = Architecture.ZFNET.build(10);
		assertEquals(new ReceptiveField(7, 7, 2, 2, -1, -1), zfnet.node("relu1").receptiveField());
		assertEquals(new ReceptiveField(11, 11, 4, 4, -1, -1), zfnet.node("pool1").receptiveField());
		assertEquals(new ReceptiveField(27, 27, 8, 8, -1, -1), zfnet.node("conv2").receptiveField());
		assertEquals(new ReceptiveField(43, 43, 16, 16, -1, -1), zfnet.node("pool2").receptiveField());
		assertEquals(new ReceptiveField(139, 139, 16, 16, -49, -49), zfnet.node("relu5").receptiveField());
	}

	@Test
	void aReceptiveFieldIsClippedToTheInput() {
		final Network zfnet = Architecture.ZFNET.build(10);
		final ReceptiveField field = zfnet.node("relu5").receptiveField();
		assertEquals(new Region(0, 0, 90, 90), field.of(0, 0, zfnet.inputShape()));
		assertEquals(new Region(143, 0, 81, 90), field.of(12, 0, zfnet.inputShape()));
	}

	@Test
	void smallNetworksTakeAnyNumberOfClassesAndDifferInTheFirstTwoLayersAlone() {
		for (final int classes : new int[] { 2, 40, 200 }) {
			assertEquals(classes, Architecture.ZFNET_TINY.build(classes).classes());
			assertEquals(classes, Architecture.ALEXNET_TINY.build(classes).classes());
		}
		final Network zfnet = Architecture.ZFNET_TINY.build(40);
		final Network alexnet = Architecture.ALEXNET_TINY.build(40);
		for (final Node node : zfnet.nodes())
			if (!node.name().equals("conv1") && !node.name().equals("conv2")) assertEquals(node.layer(), alexnet.node(node
				.name()).layer(), node.name());
		assertTrue(zfnet.node("conv1").layer() instanceof Convolution convolution && convolution.window().height() == 7);
		assertTrue(alexnet.node("conv1").layer() instanceof Convolution convolution && convolution.window().height() == 11);
	}

	@Test
	void anUnknownArchitectureIsNamedWithThoseThereAre() {
		final var error = assertThrows(IllegalArgumentException.class, () -> Architecture.of("resnet"));
		assertEquals("There is no architecture 'resnet'; accepted: zfnet, zfnet-512, alexnet, zfnet-tiny, alexnet-tiny", error
			.getMessage());
		assertEquals(Architecture.ZFNET_512, Architecture.of("ZFNet-512"));
	}
}
