package sc.fiji.zfnet.training;

/**
 * What one pass over the training pictures gave; a row of {@code history.csv}. Accuracies are shares from 0 to 1, losses
 * mean cross entropies. Those of training are taken on the way, of augmented pictures with dropout acting, and so are worse
 * than the network is; those of validation are NaN without validation pictures.
 *
 * @param number counted from 1
 * @param seconds time taken, validation included
 * @param rate learning rate at its end
 * @param trainLoss loss while training
 * @param trainTop1 accuracy while training
 * @param validationLoss loss of validation
 * @param validationTop1 accuracy of validation
 * @param validationTop5 share of validation pictures whose class was among the five best
 */
public record Epoch(int number, double seconds, double rate, double trainLoss, double trainTop1, double validationLoss,
	double validationTop1, double validationTop5)
{}
