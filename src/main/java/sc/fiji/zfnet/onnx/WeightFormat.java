package sc.fiji.zfnet.onnx;

/** How the weights of an ONNX file are stored. */
public enum WeightFormat {
	/** As they are. */
	FLOAT32,
	/** In half the space, rounded to 11 significant bits. */
	FLOAT16
}
