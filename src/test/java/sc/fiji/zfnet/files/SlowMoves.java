package sc.fiji.zfnet.files;

/** Makes a process wait after each move of a file or folder, so that it can be killed there. */
public final class SlowMoves {

	private SlowMoves() {}

	/** From now on waits so many milliseconds after each move. */
	public static void pause(final long milliseconds) {
		Moves.after = () -> {
			try {
				Thread.sleep(milliseconds);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
			}
		};
	}
}
