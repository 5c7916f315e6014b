package sc.fiji.zfnet.analysis.spectra;

/**
 * Spectrum of a filter of the first layer.
 *
 * @param low fraction of its Fourier energy at radial frequencies below {@link FilterSpectra#LOW} of Nyquist; 0 for a
 *           filter of zeros, like the other fractions
 * @param mid fraction from there to below {@link FilterSpectra#HIGH} of Nyquist
 * @param high fraction from there upwards
 * @param rms root mean square of its weights
 * @param dead whether its RMS is below {@link FilterSpectra#DEAD} of the median of all filters, or 0
 */
public record FilterSpectrum(double low, double mid, double high, double rms, boolean dead) {}
