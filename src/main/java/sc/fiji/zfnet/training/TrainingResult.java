package sc.fiji.zfnet.training;

import java.util.List;

import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * The result of training.
 *
 * @param trained the network with its final weights
 * @param preprocessing preprocessing of its input
 * @param classes names of its classes
 * @param history the complete epochs
 * @param changes how recipe or pictures were changed on resuming, in words; empty where all epochs had the same
 * @param cancelled whether training was cancelled
 * @param seconds duration of the epochs trained in this run
 * @param pictures number of pictures used for training or validation in that time
 * @param graphShare fraction of that time spent in TensorFlow, from 0 to 1
 */
public record TrainingResult(TrainedNetwork trained, Preprocessing preprocessing, List<String> classes,
	List<Epoch> history, List<String> changes, boolean cancelled, double seconds, long pictures, double graphShare)
{}
