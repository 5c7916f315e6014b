package sc.fiji.zfnet.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureVariantTest {

	/** Parameters of zfnet-tiny's layers for 40 classes, worked out by hand: weights, then biases. */
	private static final long CONV_1 = 7 * 7 * 3 * 64 + 64;
	private static final long CONV_2 = 5 * 5 * 64 * 96 + 96;
	private static final long CONV_3 = 9 * 96 * 128 + 128;
	private static final long CONV_4 = 9 * 128 * 128 + 128;
	private static final long CONV_5 = 9 * 128 * 96 + 96;
	private static final long FC_6 = 3 * 3 * 96 * 512 + 512;
	private static final long FC_7 = 512 * 512 + 512;
	private static final long FC_8 = 512 * 40 + 40;
	private static final long BELOW = CONV_1 + CONV_2;

	@Test
	void zfnetTinyVariantsHaveTheParametersWorkedOutByHand() {
		assertParameters(BELOW + CONV_3 + CONV_4 + CONV_5 + FC_6 + FC_7 + FC_8, "zfnet-tiny");
		assertParameters(BELOW + 9 * 96 * 96 + 96 + FC_6 + FC_7 + FC_8, "zfnet-tiny remove 3 4");
		assertParameters(BELOW + CONV_3 + CONV_4 + CONV_5 + FC_6 + FC_8, "zfnet-tiny remove 7");
		assertParameters(BELOW + CONV_3 + CONV_4 + CONV_5 + 864 * 40 + 40, "zfnet-tiny remove 6 7");
		assertParameters(BELOW + 9 * 96 * 96 + 96 + 864 * 40 + 40, "zfnet-tiny remove 3 4 6 7");
		assertParameters(BELOW + CONV_3 + CONV_4 + CONV_5 + 864 * 256 + 256 + 256 * 256 + 256 + 256 * 40 + 40,
			"zfnet-tiny hidden x0.5");
		final long twice = 864 * 1024 + 1024 + 1024 * 1024 + 1024 + 1024 * 40 + 40;
		assertParameters(BELOW + CONV_3 + CONV_4 + CONV_5 + twice, "zfnet-tiny hidden x2");
		final long wide = BELOW + 9 * 96 * 256 + 256 + 9 * 256 * 256 + 256 + 9 * 256 * 192 + 192;
		assertParameters(wide + 1728 * 512 + 512 + FC_7 + FC_8, "zfnet-tiny middle x2");
		assertParameters(wide + 1728 * 1024 + 1024 + 1024 * 1024 + 1024 + 1024 * 40 + 40,
			"zfnet-tiny middle x2 + hidden x2");
		assertParameters(BELOW + 9 * 96 * 171 + 171 + 9 * 171 * 341 + 341 + 9 * 341 * 192 + 192 + 1728 * 512 + 512 + FC_7 +
			FC_8, "zfnet-tiny middle 171 341 192");
		// 64 + 4 − 11 over 4: 15 positions, pooled to 7, 3 and 1.
		assertParameters(11 * 11 * 3 * 64 + 64 + CONV_2 + CONV_3 + CONV_4 + CONV_5 + 96 * 512 + 512 + FC_7 + FC_8,
			"zfnet-tiny first 11/4");
	}

	/** Table 3 of the paper, as far as it follows from Figure 3. */
	@Test
	void zfnetVariantsHaveTheParametersWorkedOutByHand() {
		final long below = 7 * 7 * 3 * 96 + 96 + 5 * 5 * 96 * 256 + 256;
		final long three = 9 * 256 * 384 + 384 + 9 * 384 * 384 + 384 + 9 * 384 * 256 + 256;
		final long full = 9216L * 4096 + 4096 + 4096L * 4096 + 4096 + 4096 * 1000 + 1000;
		assertEquals(below + three + full, parameters("zfnet", 1000));
		assertEquals(below + 9 * 256 * 256 + 256 + full, parameters("zfnet remove 3 4", 1000));
		assertEquals(below + three + 9216 * 1000 + 1000, parameters("zfnet remove 6 7", 1000));
		assertEquals(below + 9 * 256 * 256 + 256 + 9216 * 1000 + 1000, parameters("zfnet remove 3 4 6 7", 1000));
		assertEquals(below + three + 9216L * 8192 + 8192 + 8192L * 8192 + 8192 + 8192 * 1000 + 1000, parameters(
			"zfnet hidden x2", 1000));
		assertEquals(below + three + 9216L * 2048 + 2048 + 2048 * 2048 + 2048 + 2048 * 1000 + 1000, parameters(
			"zfnet hidden x0.5", 1000));
	}

	@Test
	void multiplyAddsFollowFromTheMaps() {
		final long below = 30 * 30 * 64 * 147L + 15 * 15 * 96 * 1600L;
		assertEquals(below + 49 * 96 * 864L + 864 * 40, ArchitectureVariant.parse("zfnet-tiny remove 3 4 6 7").build(40)
			.multiplyAdds());
	}

	private static void assertParameters(final long expected, final String expression) {
		assertEquals(expected, parameters(expression, 40), expression);
	}

	private static long parameters(final String expression, final int classes) {
		return ArchitectureVariant.parse(expression).build(classes).parameters();
	}

	@Test
	void variantsThatAreArchitecturesOfTheirOwnAreTheSameNetworks() {
		assertEquals(Architecture.ZFNET_512.build(10), ArchitectureVariant.parse("zfnet middle 512 1024 512").build(10));
		assertEquals(Architecture.ALEXNET_TINY.build(10), ArchitectureVariant.parse("zfnet-tiny first 11/4").build(10));
		assertEquals(Architecture.ZFNET_TINY.build(10), ArchitectureVariant.parse("alexnet-tiny first 7/2").build(10));
		for (final Architecture architecture : Architecture.values())
			assertEquals(architecture.build(7), ArchitectureVariant.parse(architecture.title()).build(7));
	}

	@Test
	void layersThatStayKeepTheirNamesAndPooling() {
		assertEquals(List.of("conv1", "relu1", "pool1", "norm1", "conv2", "relu2", "pool2", "norm2", "conv5", "relu5", "pool5",
			"flatten", "fc7", "relu7", "dropout7", "fc8", "softmax"), names("zfnet-tiny remove 3 4 6"));
		assertEquals(new Shape(96, 3, 3), ArchitectureVariant.parse("zfnet-tiny remove 3 4").build(40).node("pool5").shape());
		assertEquals(new Shape(256, 6, 6), ArchitectureVariant.parse("zfnet remove 3 4 6 7").build(10).node("pool5").shape());
		assertEquals(new Shape(128, 3, 3), ArchitectureVariant.parse("zfnet-tiny remove 5").build(40).node("pool5").shape());
		assertEquals(List.of("data", "pool5", "flatten"), ArchitectureVariant.parse("zfnet remove 6 7").build(10).nodes()
			.stream().filter(node -> List.of("conv1", "flatten", "fc8").contains(node.name())).map(node -> node.inputs().get(0))
			.toList());
	}

	private static List<String> names(final String expression) {
		return ArchitectureVariant.parse(expression).build(40).nodes().stream().map(Node::name).toList();
	}

	@Test
	void alexnetKeepsItsGroupsWhenItIsWidened() {
		final Network wide = ArchitectureVariant.parse("alexnet middle x1.003").build(10);
		// 192 and 128 times 1.003, rounded, for each of two groups; layer 4 reads layer 3 in groups.
		assertEquals(386, wide.node("conv3").shape().channels());
		assertEquals(386, wide.node("conv4").shape().channels());
		assertEquals(256, wide.node("conv5").shape().channels());
	}

	@ParameterizedTest
	@ValueSource(strings = { "remove 3 4", "remove 6 7", "remove 3 4 6 7", "hidden x0.5", "middle x2", "first 11/4",
		"remove 2 3 4 5" })
	void allArchitecturesTakeTheChangesOfTable3(final String change) {
		for (final Architecture architecture : Architecture.values()) {
			final Network network = ArchitectureVariant.parse(architecture.title() + " " + change).build(5);
			assertEquals(5, network.classes());
			assertEquals(Architecture.of(architecture.title()).side(), network.inputShape().height());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"ZFNet-Tiny Remove 4 3 | zfnet-tiny remove 3 4", //
		"zfnet-tiny remove 3+4 | zfnet-tiny remove 3 4", //
		"zfnet-tiny remove 3;4;3 | zfnet-tiny remove 3 4", //
		"zfnet-tiny  hidden ×½ | zfnet-tiny hidden x0.5", //
		"zfnet-tiny hidden x .50 | zfnet-tiny hidden x0.5", //
		"zfnet-tiny hidden x2.0 + middle x 2 | zfnet-tiny middle x2 + hidden x2", //
		"zfnet-tiny first 11×11/4 remove 7 | zfnet-tiny remove 7 + first 11/4", //
		"zfnet | zfnet" })
	void whatMeansTheSameHasTheSameTitle(final String expression, final String title) {
		assertEquals(title, ArchitectureVariant.parse(expression).title());
		assertEquals(title, ArchitectureVariant.parse(title).title());
		assertEquals(ArchitectureVariant.parse(title), ArchitectureVariant.parse(expression));
	}

	@Test
	void folderNamesHaveNoBlanksAndTellVariantsApart() {
		assertEquals("zfnet-tiny-middle-x2+hidden-x0.5", ArchitectureVariant.parse("zfnet-tiny middle x2 hidden x0.5")
			.folderName());
		assertEquals("zfnet-tiny-first-11-4", ArchitectureVariant.parse("zfnet-tiny first 11/4").folderName());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"resnet remove 3 | There is no architecture 'resnet'", //
		"zfnet-tiny remove 8 | layer 8 scores the classes and cannot be removed; 1 to 7 are accepted", //
		"zfnet-tiny remove 9 | there is no layer 9 to remove; 1 to 7", //
		"zfnet-tiny remove | there is 'remove'", //
		"zfnet-tiny remove three | there is 'remove three'", //
		"zfnet-tiny remove 1 2 3 4 5 | one or more must be left", //
		"zfnet-tiny 3 4 | there is '3'; 'remove 3 4'", //
		"zfnet-tiny hidden 2 | there is 'hidden 2'", //
		"zfnet-tiny hidden x0 | there is 'hidden x0'", //
		"zfnet-tiny hidden x2 hidden x3 | 'hidden' twice", //
		"zfnet-tiny remove 6 7 + hidden x2 | so none can be changed", //
		"zfnet-tiny remove 3 4 5 + middle x2 | so none can be made wider", //
		"zfnet-tiny remove 1 + first 11/4 | so its filters cannot be changed", //
		"zfnet-tiny middle 512 1024 | 2 numbers of filters do not fit the middle layers [3, 4, 5]", //
		"alexnet middle 512 511 512 | 511 filters cannot be divided into 2 groups", //
		"alexnet remove 1 | 3 input channels cannot be divided into 2 groups", //
		"zfnet-tiny first 11x7/4 | there is 'first 11x7/4'", //
		"zfnet-tiny first 99/4 | Layer 'conv1'" })
	void whatCannotBeBuiltIsNamedInOneSentence(final String expression, final String part) {
		final String message = assertThrows(IllegalArgumentException.class, () -> ArchitectureVariant.parse(expression))
			.getMessage();
		assertTrue(message.contains(part), message);
		assertTrue(message.contains(expression.split(" ")[0]), message);
		assertFalse(message.contains("\n"), message);
	}
}
