package sc.fiji.zfnet.training;

/**
 * Results of one pass over the training pictures; a row of {@code history.csv}. Accuracies are fractions from 0 to 1, and
 * losses are mean cross entropies. Training values are measured during training, on augmented pictures with dropout, and
 * so underestimate the network. Validation values are NaN if there are no validation pictures.
 *
 * @param number counted from 1
 * @param seconds duration, including validation
 * @param rate learning rate at the end of the epoch
 * @param trainLoss training loss
 * @param trainTop1 training accuracy
 * @param validationLoss validation loss
 * @param validationTop1 validation accuracy
 * @param validationTop5 fraction of validation pictures whose class was among the top five
 */
public record Epoch(int number, double seconds, double rate, double trainLoss, double trainTop1, double validationLoss,
	double validationTop1, double validationTop5)
{}
