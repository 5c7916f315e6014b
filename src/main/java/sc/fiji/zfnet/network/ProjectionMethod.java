package sc.fiji.zfnet.network;

/** What happens at rectifiers on the way down from a unit to the picture. */
public enum ProjectionMethod {

	/** Rectifiers rectify what comes down, whatever the forward pass had (Zeiler and Fergus 2014). */
	DECONVNET,
	/** What comes down is multiplied by the rectifier's slope in the forward pass (Simonyan, Vedaldi and Zisserman 2013). */
	GRADIENT,
	/** Both (Springenberg and others 2014). */
	GUIDED;

	/** Whether rectifiers rectify what comes down. */
	public boolean rectifies() {
		return this != GRADIENT;
	}

	/** Whether rectifiers multiply by their slope. */
	public boolean takesSlopes() {
		return this != DECONVNET;
	}
}
