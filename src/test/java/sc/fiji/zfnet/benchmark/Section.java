package sc.fiji.zfnet.benchmark;

import java.io.IOException;

/** A part of the benchmarks: one table. */
interface Section {

	/** The name it is asked for by. */
	String name();

	/**
	 * Measures and reports.
	 *
	 * @param report where the table goes
	 * @param peers what this plugin is compared with
	 * @param effort time for each comparison
	 * @throws IOException when a file cannot be read or a peer fails
	 */
	void run(Report report, Peers peers, Effort effort) throws IOException;
}
