package sc.fiji.zfnet.training;

import java.util.List;

import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * What training gave.
 *
 * @param trained the network with its last weights
 * @param preprocessing what must happen to pictures before it sees them
 * @param classes names of its classes
 * @param history the complete epochs
 * @param changes how recipe or pictures were changed on resuming, in words; empty where all epochs had the same
 * @param cancelled whether it ended early because it was asked to
 * @param seconds time that was spent, on this run's epochs alone
 * @param pictures pictures that were trained on or validated with in that time
 * @param graphShare share of that time that was spent in TensorFlow; 0 to 1
 */
public record TrainingResult(TrainedNetwork trained, Preprocessing preprocessing, List<String> classes,
	List<Epoch> history, List<String> changes, boolean cancelled, double seconds, long pictures, double graphShare)
{}
