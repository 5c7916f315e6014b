package sc.fiji.zfnet.figure;

import java.io.IOException;
import java.util.List;

import ij.IJ;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.files.Table;

/** Reports the files that a command skipped. */
public final class SkippedFiles {

	private static final String FILE = "skipped-files.csv";

	private SkippedFiles() {}

	/** Writes one line per file to the log. */
	public static void log(final String command, final List<SkippedFile> skipped) {
		skipped.forEach(file -> IJ.log(command + " skipped " + file.reason()));
	}

	/** Writes {@code skipped-files.csv} if any file was skipped; otherwise deletes that of an earlier run. */
	public static void write(final OutputFolder output, final List<SkippedFile> skipped) throws IOException {
		if (skipped.isEmpty()) output.delete(FILE);
		else output.writeCsv(FILE, Table.of("file", "reason").with(skipped.stream().map(
			file -> List.of(file.picture().toString(), file.reason())).toList()));
	}
}
