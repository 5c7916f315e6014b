package sc.fiji.zfnet.onnx;

import sc.fiji.zfnet.network.PointLayer;

/** The error function, as a part of a GELU that is spelt out; a draft holds it until the whole is found. */
record ErrorFunction() implements PointLayer {}
