package sc.fiji.zfnet.tensorflow.check;

import java.util.Locale;

import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;

/** A layer is not computed rightly on this machine; the message is one sentence for the user. */
public final class MiscomputedLayerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MiscomputedLayerException(final LayerVerdict worst, final EngineOptions options) {
		super(String.format(Locale.ROOT, "Layer '%s' (%s) is computed wrongly (%s) by TensorFlow %s on %s of this machine (%s): " +
			"it is off by %.2g of the largest value, so no result is given; choose another device or precision in ZFNet " +
			"Options..., or start ImageJ with TF_ENABLE_ONEDNN_OPTS=0 in its environment, and report the table that the 'check' of " +
			"ZFNet Options... makes", worst.layer().node().name(), worst.layer().node().layer().type(), worst.direction(),
			Devices.version(), Devices.of(options), Machine.processor(), worst.error()));
	}
}
