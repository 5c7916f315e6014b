package sc.fiji.zfnet.network;

import java.util.Locale;
import java.util.stream.Stream;

/** The networks of the paper as code, by the names that users give. */
public enum Architecture {

	/** Figure 3 of the paper: 224 × 224 input, 7 × 7 filters with stride 2 first. */
	ZFNET("zfnet", 224, 1000) {

		@Override
		public Network build(final int classes) {
			return zfnet(classes, 384, 384, 256);
		}
	},
	/** Figure 3 with 512, 1024 and 512 maps in layers 3 to 5 (Table 2 and Table 3). */
	ZFNET_512("zfnet-512", 224, 1000) {

		@Override
		public Network build(final int classes) {
			return zfnet(classes, 512, 1024, 512);
		}
	},
	/** Krizhevsky, Sutskever and Hinton 2012: 11 × 11 filters with stride 4 first, layers 2, 4 and 5 in two groups. */
	ALEXNET("alexnet", 227, 1000) {

		@Override
		public Network build(final int classes) {
			return new Stack(new Shape(3, 227, 227)).convolution(96, Window.square(11, 4), 1).normalization().pool()
				.convolution(256, Window.square(5, 1, 2), 2).normalization().pool().convolution(384, Window.square(3, 1, 1), 1)
				.convolution(384, Window.square(3, 1, 1), 2).convolution(256, Window.square(3, 1, 1), 2).pool().hidden(4096)
				.hidden(4096).classes(classes);
		}
	},
	/** ZFNet for pictures of 64 × 64 pixels; its second layer has a stride of 1, as little is left of small pictures. */
	ZFNET_TINY("zfnet-tiny", 64, 40) {

		@Override
		public Network build(final int classes) {
			return tiny(classes, Window.square(7, 2, 1));
		}
	},
	/** AlexNet for pictures of 64 × 64 pixels: ZFNet's but for the first layer and what follows from it. */
	ALEXNET_TINY("alexnet-tiny", 64, 40) {

		@Override
		public Network build(final int classes) {
			return tiny(classes, Window.square(11, 4, 2));
		}
	};

	/**
	 * Weight of the mean square in response normalisation. The usual 10⁻⁴ is for pictures with values of about ±128; the
	 * tiny networks are trained on pictures with a variance of 1, whose squares are smaller by some thousands.
	 */
	private static final double TINY_ALPHA = 0.3;

	private final String title;
	private final int side;
	private final int usualClasses;

	Architecture(final String title, final int side, final int usualClasses) {
		this.title = title;
		this.side = side;
		this.usualClasses = usualClasses;
	}

	/** The network for a number of classes, without weights. */
	public abstract Network build(int classes);

	/** The name that users give. */
	public String title() {
		return title;
	}

	/** Height and width of the input in pixels. */
	public int side() {
		return side;
	}

	/** Number of classes that it was made for. */
	public int usualClasses() {
		return usualClasses;
	}

	/**
	 * The architecture of a name, upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static Architecture of(final String title) {
		for (final Architecture architecture : values())
			if (architecture.title.equals(title.toLowerCase(Locale.ROOT))) return architecture;
		throw new IllegalArgumentException("There is no architecture '" + title + "'; there are: " + String.join(", ", Stream
			.of(values()).map(Architecture::title).toList()));
	}

	private static Network zfnet(final int classes, final int third, final int fourth, final int fifth) {
		return new Stack(new Shape(3, 224, 224)).convolution(96, Window.square(7, 2, 1), 1).pool().normalization()
			.convolution(256, Window.square(5, 2), 1).pool().normalization().convolution(third, Window.square(3, 1, 1), 1)
			.convolution(fourth, Window.square(3, 1, 1), 1).convolution(fifth, Window.square(3, 1, 1), 1).pool().hidden(4096)
			.hidden(4096).classes(classes);
	}

	private static Network tiny(final int classes, final Window first) {
		return new Stack(new Shape(3, 64, 64), TINY_ALPHA).convolution(64, first, 1).pool().normalization().convolution(96,
			Window.square(5, 1, 2), 1).pool().normalization().convolution(128, Window.square(3, 1, 1), 1).convolution(128, Window
				.square(3, 1, 1), 1).convolution(96, Window.square(3, 1, 1), 1).pool().hidden(512).hidden(512).classes(classes);
	}

	/** Builds the chain that all of them are, naming layers by their number in the paper. */
	private static final class Stack {

		private final Network.Builder builder;
		private final double alpha;
		private int number;
		private boolean flat;

		Stack(final Shape input) {
			this(input, 1e-4);
		}

		Stack(final Shape input, final double alpha) {
			builder = Network.input("data", input);
			this.alpha = alpha;
		}

		Stack convolution(final int filters, final Window window, final int groups) {
			number++;
			add("conv" + number, new Convolution(filters, window, groups, true));
			return add("relu" + number, new Relu());
		}

		Stack pool() {
			return add("pool" + number, new MaxPool(Window.square(3, 2).roundingUp()));
		}

		Stack normalization() {
			return add("norm" + number, new LocalResponseNormalization(5, alpha, 0.75, 2));
		}

		Stack hidden(final int units) {
			if (!flat) add("flatten", new Flatten());
			flat = true;
			number++;
			add("fc" + number, new Dense(units));
			add("relu" + number, new Relu());
			return add("dropout" + number, new Dropout(0.5));
		}

		Network classes(final int classes) {
			if (!flat) add("flatten", new Flatten());
			number++;
			add("fc" + number, new Dense(classes));
			return add("softmax", new Softmax()).builder.build();
		}

		private Stack add(final String name, final Layer layer) {
			builder.add(name, layer);
			return this;
		}
	}
}
