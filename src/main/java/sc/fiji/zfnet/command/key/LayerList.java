package sc.fiji.zfnet.command.key;

import java.util.List;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Network;

/** Reads the key {@code layers}: names of layers, separated by commas. */
public final class LayerList {

	private LayerList() {}

	/**
	 * The layers that the user named, without duplicates, in order.
	 *
	 * @param text the user's list
	 * @param network the network
	 * @throws IllegalArgumentException if there is no such layer
	 */
	public static List<String> parse(final String text, final Network network) {
		return Stream.of(text.split(",", -1)).map(name -> network.node(name.trim()).name()).distinct().toList();
	}
}
