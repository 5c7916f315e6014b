package sc.fiji.zfnet.tensorflow;

/**
 * How well a network did on labelled pictures. Outcomes of several batches add up.
 *
 * @param pictures number of pictures
 * @param loss sum over the pictures of the cross entropy, natural logarithm
 * @param top1 pictures whose class ranked first
 * @param top5 pictures whose class was among the five best; a tie goes to the lower index
 */
public record Outcome(long pictures, double loss, long top1, long top5) {

	/** That of no pictures. */
	public static final Outcome NONE = new Outcome(0, 0, 0, 0);

	/** Both together. */
	public Outcome plus(final Outcome other) {
		return new Outcome(pictures + other.pictures, loss + other.loss, top1 + other.top1, top5 + other.top5);
	}

	/** Mean cross entropy. */
	public double meanLoss() {
		return loss / pictures;
	}

	/** Share of pictures whose class ranked first; 0 to 1. */
	public double top1Accuracy() {
		return (double) top1 / pictures;
	}

	/** Share of pictures whose class was among the five best; 0 to 1. */
	public double top5Accuracy() {
		return (double) top5 / pictures;
	}
}
