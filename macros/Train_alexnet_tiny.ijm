// Trains the bundled network alexnet-tiny with the recipe of zfnet-tiny, and installs it.
// Arguments, as key=value separated by semicolons:
//   data   a folder with the folders train and val, each with one subfolder of pictures per class
//          (the 40 classes of Tiny-ImageNet beside the project)
// If the macro is run again, an interrupted training run is resumed. bfloat16 makes training about 1.6 times as fast on
// processors that support it; set it in ZFNet Options first.

checkKeys("data", "");
data = setting("data", "../shared/data/tiny-imagenet/pretrain");
output = "target/alexnet-tiny";
resume = "";
if (File.exists(output + "/latest.training")) resume = " resume";

run("Train Network...", "architecture=alexnet-tiny train=[" + data + "/train] validation=[" + data + "/val]"
	+ " name=alexnet-tiny replace epochs=27 batch=32 rate=0.01 momentum=0.9 dropout=0.3 clip=0.1 decay=0.0005"
	+ " schedule=cosine warmup=0.3 seed=1 checkpoints=1,2,5,10,20,27 output=[" + output + "]" + resume);

// The value of a key in the argument, or what holds where the key is left out.
function setting(key, otherwise) {
	given = split(getArgument(), ";");
	for (g = 0; g < given.length; g++) if (startsWith(given[g], key + "=")) return substring(given[g], lengthOf(key) + 1);
	return otherwise;
}

// Ends the macro where the argument holds anything but these keys, or lacks a required one.
function checkKeys(keys, required) {
	accepted = split(keys, ",");
	given = split(getArgument(), ";");
	for (g = 0; g < given.length; g++) {
		known = false;
		for (k = 0; k < accepted.length; k++) if (startsWith(given[g], accepted[k] + "=")) known = true;
		if (!known) exit("The argument has '" + given[g] + "'; key=value is accepted, separated by semicolons, with the keys "
			+ keys);
	}
	if (required == "") return;
	needed = split(required, ",");
	for (k = 0; k < needed.length; k++) {
		value = setting(needed[k], "");
		if (value == "") exit("The argument lacks the key '" + needed[k]
			+ "'; key=value is accepted, separated by semicolons, with the keys " + keys);
	}
}
