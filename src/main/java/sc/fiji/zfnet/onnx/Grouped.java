package sc.fiji.zfnet.onnx;

/**
 * Maps whose channels a Reshape has put into groups, with an axis of their own, on the way to a channel shuffle.
 *
 * @param maps the maps
 * @param groups number of groups
 * @param turned whether a Transpose has exchanged groups and channels of a group
 */
record Grouped(Activation maps, int groups, boolean turned) implements Value {}
