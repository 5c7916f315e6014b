package sc.fiji.zfnet.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.OperatorSetIdProto;

/**
 * Reads networks in the ONNX format, operator sets 3 to 21. The network's layers bear the names of the graph's nodes, or
 * of their first outputs; nodes that the first output does not need are left out, batch normalisation, constant additions
 * and zero padding become part of the convolution beside them.
 *
 * <pre>
 * TrainedNetwork trained = OnnxReader.read(Path.of("squeezenet.onnx"));
 * </pre>
 */
public final class OnnxReader {

	private static final int OLDEST = 3;
	private static final int NEWEST = 21;

	private OnnxReader() {}

	/**
	 * Reads a file whose network has an input of one size; see {@link #read(Path, OptionalInt)}.
	 *
	 * @param file the ONNX file
	 * @return the network and its weights
	 * @throws IOException when the file cannot be read, is damaged, or asks for what is not supported
	 */
	public static TrainedNetwork read(final Path file) throws IOException {
		return read(file, OptionalInt.empty());
	}

	/**
	 * Reads a file, and the files beside it that hold its weights where it names some.
	 *
	 * @param file the ONNX file
	 * @param size width and height of the input in pixels where the file leaves them open; empty where it does not
	 * @return the network and its weights
	 * @throws IOException when the file cannot be read, is damaged, or asks for what is not supported; the message is one
	 *           sentence that names the file
	 */
	public static TrainedNetwork read(final Path file, final OptionalInt size) throws IOException {
		if (!Files.isRegularFile(file)) throw new IOException("The file '" + file +
			"' does not exist; an ONNX model is accepted");
		try {
			final ModelProto model = parse(file);
			if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) throw new IllegalArgumentException(
				"it is not an ONNX model because it has no graph; only ONNX models are accepted");
			return new GraphReader(model.getGraph(), opset(model), new TensorReader(file.toAbsolutePath().normalize()
				.getParent()), size).read();
		}
		catch (final IOException | IllegalArgumentException exc) {
			throw new IOException("The model '" + file + "' cannot be read: " + printable(exc.getMessage()), exc);
		}
	}

	/** Names in damaged files may hold anything. */
	private static String printable(final String message) {
		return String.valueOf(message).replaceAll("\\p{Cntrl}", "?");
	}

	private static ModelProto parse(final Path file) throws IOException {
		try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
			return ModelProto.parseFrom(CodedInputStream.newInstance(stream));
		}
		catch (final InvalidProtocolBufferException exc) {
			throw new IOException("it is damaged or not an ONNX model; only ONNX models are accepted", exc);
		}
	}

	private static int opset(final ModelProto model) {
		for (final OperatorSetIdProto set : model.getOpsetImportList()) {
			if (!Operators.isOwn(set.getDomain())) continue;
			if (set.getVersion() < OLDEST || set.getVersion() > NEWEST) throw new IllegalArgumentException(
				"it uses operator set " + set.getVersion() + "; " + OLDEST + " to " + NEWEST + " are accepted");
			return (int) set.getVersion();
		}
		throw new IllegalArgumentException("it names no operator set; " + OLDEST + " to " + NEWEST + " are accepted");
	}
}
