package sc.fiji.zfnet.analysis.spectra;

/**
 * What a filter of the first layer looks at.
 *
 * @param low share of its Fourier energy at radial frequencies below {@link FilterSpectra#LOW} of Nyquist; 0 for a filter
 *          of zeros, like the other shares
 * @param mid share from there to below {@link FilterSpectra#HIGH} of Nyquist
 * @param high share from there on
 * @param rms root of the mean square of its weights
 * @param dead whether its RMS is below {@link FilterSpectra#DEAD} of the median of all filters, or 0
 */
public record FilterSpectrum(double low, double mid, double high, double rms, boolean dead) {}
