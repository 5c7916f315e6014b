// Trains the network alexnet-tiny after the recipe of zfnet-tiny, and installs it.
// Argument: a folder with the folders train and val, each with a subfolder of pictures a class;
// without one, the 40 classes of Tiny-ImageNet beside the project.
// An interrupted training goes on where it was when the macro is run again.
// bfloat16 makes training about 1.6 times as fast on processors that have it: set it in ZFNet Options before.

data = getArgument();
if (data == "") data = "../shared/data/tiny-imagenet/pretrain";
output = "target/alexnet-tiny";
resume = "";
if (File.exists(output + "/latest.training")) resume = " resume";

run("Train Network...", "architecture=alexnet-tiny train=[" + data + "/train] validation=[" + data + "/val]"
	+ " name=alexnet-tiny replace epochs=27 batch=32 rate=0.01 momentum=0.9 dropout=0.3 clip=0.1 decay=0.0005"
	+ " schedule=cosine warmup=0.3 seed=1 checkpoints=1,2,5,10,20,27 output=[" + output + "]" + resume);
