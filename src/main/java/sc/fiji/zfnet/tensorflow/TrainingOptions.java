package sc.fiji.zfnet.tensorflow;

/**
 * The part of the paper's recipe (Section 3) that concerns a single step of training; the rate is given with each step.
 *
 * @param momentum fraction of the previous step that is added to the current one; 0 to below 1
 * @param decay weight decay: fraction of each kernel weight that is added to its gradient; biases do not decay
 * @param clip convolution filters whose root mean square exceeds this are scaled back to it after each step
 * @param seed of the units that dropout drops
 */
public record TrainingOptions(double momentum, double decay, double clip, long seed) {

	/**
	 * @throws IllegalArgumentException when a value is out of range
	 */
	public TrainingOptions {
		if (!(momentum >= 0 && momentum < 1)) throw outOfRange("momentum", momentum, "0 to below 1");
		if (!(decay >= 0 && decay < 1)) throw outOfRange("weight decay", decay, "0 to below 1");
		if (!(clip > 0)) throw outOfRange("clip", clip, "a number above 0");
	}

	private static IllegalArgumentException outOfRange(final String name, final double value, final String accepted) {
		return new IllegalArgumentException("The " + name + " is " + value + "; " + accepted + " is accepted");
	}
}
