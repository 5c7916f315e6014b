package sc.fiji.zfnet.benchmark;

/**
 * How much time a comparison is given.
 *
 * @param rounds rounds at the most
 * @param seconds after which no further round begins
 */
record Effort(int rounds, double seconds) {

	/** For a look. */
	static final Effort QUICK = new Effort(3, 1);

	/** For numbers to be kept. */
	static final Effort FULL = new Effort(15, 10);

	/** Whether it is the one for a look. */
	boolean isQuick() {
		return equals(QUICK);
	}
}
