package sc.fiji.zfnet.analysis.transfer;

import java.util.List;
import java.util.Map;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * What layers of a frozen network give for labelled pictures.
 *
 * @param pictures the pictures that could be read
 * @param vectors by layer, for each picture its activation as a vector: channel by channel, row by row; treat the arrays as
 *          read-only
 * @param skipped files that could not be read
 */
public record LayerFeatures(LabelledFiles pictures, Map<String, float[][]> vectors, List<SkippedFile> skipped) {}
