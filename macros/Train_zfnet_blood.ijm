// Trains the bundled network zfnet-blood, and installs it. It classifies cells in stained blood smears as red blood cells,
// white blood cells or platelets. The data are the micrographs of BCCD (MIT licence), with a bounding box for each cell in
// VOC XML; https://github.com/Shenggan/BCCD_Dataset
//
// The crops are made by Crop_bccd.ijm, which describes them. Most cells are red: at most three red cells per micrograph
// are taken, and rare classes have a larger weight in training. The data set's own split is by micrograph: train is used
// for training, val for validation after each epoch, and test only at the end.
//
// Makes in the output folder: crops/PART/CLASS/*.png, history.csv, the checkpoints, the tables of Evaluate in val and
// test, and, for viewing, filters/filters.png (the first layer's filters) and crops.png (some crops, one row per class).
//
// Arguments, as key=value separated by semicolons:
//   data     folder with annotations, images and splits   (BCCD beside the project)
//   output   folder for the results                       (target/zfnet-blood)
// If the macro is run again, an interrupted training run is resumed. bfloat16 makes training about 1.6 times as fast on
// processors that support it; set it in ZFNet Options first.
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Train_zfnet_blood.ijm

seed = 1;

checkKeys("data,output", "");
data = setting("data", "../shared/data/bccd");
output = setting("output", "target/zfnet-blood");

classes = newArray("platelet", "red blood cell", "white blood cell");
parts = newArray("train", "val", "test");

setBatchMode(true);
// A failed macro does not stop the macro that runs it.
if (runMacro(beside("Crop_bccd.ijm"), "data=" + data + ";output=" + output + "/crops") != output + "/crops") exit();
resume = "";
if (File.exists(output + "/latest.training")) resume = " resume";
// The task is so easy that the usual weight decay and fewer steps do as well or better, but leave the filters of the first
// layer as random as they began. Small batches, which make more steps of an epoch, and a decay ten times the usual let what
// is learnt remain.
run("Train Network...", "architecture=zfnet-tiny train=[" + output + "/crops/train] validation=[" + output + "/crops/val]"
	+ " name=zfnet-blood replace epochs=80 batch=8 rate=0.01 momentum=0.9 dropout=0.5 clip=0.1 decay=0.005"
	+ " schedule=cosine warmup=1 balanced seed=" + seed + " checkpoints=80 output=[" + output + "]" + resume);
evaluate();
look();

// The path of another macro in the folder of this one or, if this one was not run from a file, in the project's folder.
function beside(name) {
	path = File.getParent(getInfo("macro.filepath")) + "/" + name;
	if (File.exists(path)) return path;
	return "macros/" + name;
}

// Evaluates the network on the crops that it was not trained on.
function evaluate() {
	for (p = 1; p < parts.length; p++) {
		target = output + "/" + parts[p];
		run("Evaluate...", "models=zfnet-blood folder=[" + output + "/crops/" + parts[p] + "] output=[" + target + "]");
		print(parts[p] + ": " + d2s(100 * (1 - getResult("top1_error", 0)), 1) + " % of " + getResult("images", 0)
			+ " crops right");
		print(File.openAsString(target + "/confusion.csv"));
		close("*");
	}
}

// Some crops, one row per class, and the filters of the first layer.
function look() {
	for (c = 0; c < classes.length; c++) {
		folder = output + "/crops/val/" + classes[c];
		files = getFileList(folder);
		Array.sort(files);
		for (f = 0; f < minOf(12, files.length); f++) open(folder + "/" + files[f]);
	}
	run("Images to Stack", "name=crops");
	run("Make Montage...", "columns=12 rows=" + classes.length + " scale=1 border=1");
	saveAs("PNG", output + "/crops.png");
	close("*");
	run("Filters and Spectra...", "model=zfnet-blood output=[" + output + "/filters]");
	close("*");
}

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
