package sc.fiji.zfnet.analysis.activations;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * The strongest units of some feature maps over a data set.
 *
 * @param units units by layer and map, strongest first
 * @param pictures number of pictures searched
 * @param skipped files that could not be read
 * @param complete whether all pictures were searched; false if the search was cancelled
 */
public record FoundUnits(List<RankedUnit> units, int pictures, List<SkippedFile> skipped, boolean complete) {}
