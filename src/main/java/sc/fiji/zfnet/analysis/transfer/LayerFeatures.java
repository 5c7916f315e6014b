package sc.fiji.zfnet.analysis.transfer;

import java.util.List;
import java.util.Map;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * The outputs of layers of a frozen network for labelled pictures.
 *
 * @param pictures the pictures that could be read
 * @param vectors by layer, the activation of each picture as a vector: channel by channel, row by row; treat the arrays as
 *           read-only
 * @param skipped files that could not be read
 */
public record LayerFeatures(LabelledFiles pictures, Map<String, float[][]> vectors, List<SkippedFile> skipped) {}
