// Trains the network zfnet-blood that comes along with the plugin, and installs it: it tells red blood cells, white blood
// cells and platelets of stained blood smears apart. The data are the micrographs of BCCD (MIT licence), with a box around
// each cell in VOC XML; https://github.com/Shenggan/BCCD_Dataset
//
// The crops are those of Crop_bccd.ijm, which says how they are cut. Most cells are red: at most three of a micrograph are
// taken, and rare cells count more in training. The data's own split is by micrograph: train is trained on, val validated on
// after each epoch, and test looked at only at the end.
//
// Makes in the output folder: crops/PART/CLASS/*.png, history.csv, the checkpoints, the tables of Evaluate in val and test, and
// filters/filters.png (the first layer's filters) and crops.png (some crops, a row a class) to look at.
//
// Arguments, as key=value separated by semicolons:
//   data     folder with annotations, images and splits   (BCCD beside the project)
//   output   folder for the results                       (target/zfnet-blood)
// An interrupted training goes on where it was when the macro is run again. bfloat16 makes training about 1.6 times as fast on
// processors that have it: set it in ZFNet Options before.
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
// A macro that fails does not stop the one that runs it.
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

// The path of another macro in the folder of this one, or, where this one comes from no file, in the project's.
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

// Some crops, a row a class, and the filters of the first layer.
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
