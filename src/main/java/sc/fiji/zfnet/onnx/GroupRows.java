package sc.fiji.zfnet.onnx;

/**
 * Maps that a Reshape has made one row for each group of channels, with three axes, on the way to a group normalisation.
 *
 * @param maps the maps
 * @param groups number of groups
 */
record GroupRows(Activation maps, int groups) implements Value {}
