package sc.fiji.zfnet.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.OperatorSetIdProto;

/**
 * Writes networks in the ONNX format, such that {@link OnnxReader} gives an equal network with the same weights. Settings
 * of normalisation and dropout are kept as 32-bit numbers.
 */
public final class OnnxWriter {

	/** Version of the operator set that is written. */
	public static final int OPSET = 13;

	private static final int IR_VERSION = 7;
	/** What a Protocol Buffers message can hold, with room for all but the weights. */
	private static final long LARGEST = Integer.MAX_VALUE - (1 << 20);

	private OnnxWriter() {}

	/**
	 * Writes a network with its weights as they are.
	 *
	 * @see #write(TrainedNetwork, Path, WeightFormat)
	 */
	public static void write(final TrainedNetwork trained, final Path file) throws IOException {
		write(trained, file, WeightFormat.FLOAT32);
	}

	/**
	 * Writes a network with its weights. An older file of that name is replaced once the new one is complete.
	 *
	 * @param trained the network
	 * @param file the file; its folder must be there
	 * @param format how weights are stored; what computes with them sees 32-bit numbers in any case
	 * @throws IllegalArgumentException when the weights are more than an ONNX file can hold, or beyond its range
	 * @throws IOException when the file cannot be written; then there is none, or the older one
	 */
	public static void write(final TrainedNetwork trained, final Path file, final WeightFormat format)
		throws IOException
	{
		final long bytes = trained.network().parameters() * (format == WeightFormat.FLOAT16 ? 2 : 4);
		if (bytes > LARGEST) throw new IllegalArgumentException("The network has " + trained.network().parameters() +
			" weights, or " + bytes + " bytes; an ONNX file holds up to " + LARGEST);
		final ModelProto model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("ZFNet for Fiji")
			.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET)).setGraph(new GraphWriter(trained,
				format).write()).build();
		final Path target = file.toAbsolutePath();
		final Path partial = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
		try {
			try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE)))
			{
				model.writeTo(stream);
			}
			move(partial, target);
		}
		catch (final IOException exc) {
			throw new IOException("The model '" + file + "' cannot be written: " + exc.getMessage(), exc);
		}
		finally {
			Files.deleteIfExists(partial);
		}
	}

	private static void move(final Path source, final Path target) throws IOException {
		try {
			Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException exc) {
			Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
