package sc.fiji.zfnet.network;

import static sc.fiji.zfnet.network.NetworkPlan.Step.NORMALIZATION;
import static sc.fiji.zfnet.network.NetworkPlan.Step.POOL;

import sc.fiji.zfnet.text.EnumNames;

/** The networks of the paper as code, by their user-visible names. */
public enum Architecture {

	/** Figure 3 of the paper: 224 × 224 input, 7 × 7 filters with stride 2 first. */
	ZFNET("zfnet", 1000, zfnet(384, 384, 256)),
	/** Figure 3 with 512, 1024 and 512 maps in layers 3 to 5 (Table 2 and Table 3). */
	ZFNET_512("zfnet-512", 1000, zfnet(512, 1024, 512)),
	/** Krizhevsky, Sutskever and Hinton 2012: 11 × 11 filters with stride 4 first, layers 2, 4 and 5 in two groups. */
	ALEXNET("alexnet", 1000, NetworkPlan.of(new Shape(3, 227, 227), 1e-4).convolution(96, Window.square(11, 4), 1,
		NORMALIZATION, POOL).convolution(256, Window.square(5, 1, 2), 2, NORMALIZATION, POOL).convolution(384, Window.square(3,
			1, 1), 1).convolution(384, Window.square(3, 1, 1), 2).convolution(256, Window.square(3, 1, 1), 2, POOL).hidden(4096)
		.hidden(4096)),
	/** ZFNet for pictures of 64 × 64 pixels; its second layer has a stride of 1, because small pictures leave small maps. */
	ZFNET_TINY("zfnet-tiny", 40, tiny(Window.square(7, 2, 1))),
	/** AlexNet for pictures of 64 × 64 pixels: like ZFNet, except for the first layer and its consequences. */
	ALEXNET_TINY("alexnet-tiny", 40, tiny(Window.square(11, 4, 2)));

	private final String title;
	private final int usualClasses;
	private final NetworkPlan plan;

	Architecture(final String title, final int usualClasses, final NetworkPlan plan) {
		this.title = title;
		this.usualClasses = usualClasses;
		this.plan = plan;
	}

	/** The network for a number of classes, without weights. */
	public Network build(final int classes) {
		return plan.build(classes);
	}

	/** Its layers, for variants to change. */
	NetworkPlan plan() {
		return plan;
	}

	/** The user's name for it. */
	public String title() {
		return title;
	}

	/** Height and width of the input in pixels. */
	public int side() {
		return plan.input().height();
	}

	/** Number of classes that it was made for. */
	public int usualClasses() {
		return usualClasses;
	}

	/**
	 * The architecture of a name, in upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static Architecture of(final String title) {
		return EnumNames.require(Architecture.class, Architecture::title, title, "architecture");
	}

	private static NetworkPlan zfnet(final int third, final int fourth, final int fifth) {
		return NetworkPlan.of(new Shape(3, 224, 224), 1e-4).convolution(96, Window.square(7, 2, 1), 1, POOL, NORMALIZATION)
			.convolution(256, Window.square(5, 2), 1, POOL, NORMALIZATION).convolution(third, Window.square(3, 1, 1), 1)
			.convolution(fourth, Window.square(3, 1, 1), 1).convolution(fifth, Window.square(3, 1, 1), 1, POOL).hidden(4096)
			.hidden(4096);
	}

	/**
	 * The usual weight of the mean square in local response normalisation, 10⁻⁴, is meant for pictures with values of about
	 * ±128. These networks are trained on pictures with a variance of 1, whose squares are several thousand times smaller.
	 */
	private static NetworkPlan tiny(final Window first) {
		return NetworkPlan.of(new Shape(3, 64, 64), 0.3).convolution(64, first, 1, POOL, NORMALIZATION).convolution(96, Window
			.square(5, 1, 2), 1, POOL, NORMALIZATION).convolution(128, Window.square(3, 1, 1), 1).convolution(128, Window.square(
				3, 1, 1), 1).convolution(96, Window.square(3, 1, 1), 1, POOL).hidden(512).hidden(512);
	}
}
