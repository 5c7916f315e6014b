// Table 4, Table 5 and Figure 9 of Zeiler & Fergus (2013): transfer of features to other classes. Extracts the frozen
// features of zfnet-tiny for two other data sets, trains a softmax on 15, 30 and 60 pictures per class, and compares it
// with the same network trained from random weights and tested on the same pictures.
//
// The data sets are the ten classes of Tiny-ImageNet that zfnet-tiny was not trained on, where each of five folds is
// tested on its fifth of the pictures, and the cells of BCCD, cropped by Crop_bccd.ijm, where five random draws from the
// training micrographs are tested on the test micrographs.
//
// Makes in the output folder: table4.csv (one row per data set, kind of initial weights and number of pictures: data,
// initial, layer, classifier, per_class, accuracy_mean, accuracy_std, folds, classes, device), table4.png (accuracy as a
// function of pictures per class, one plot per data set), crops (the cells), and one folder per data set with the table
// and plot of Transfer Learning. Prints the table.
//
// Arguments, as key=value separated by semicolons:
//   data     the folder with tiny-imagenet and bccd             (beside the project)
//   output   folder for the results                             (target/table4)
//   model    the model that gives the features                  (zfnet-tiny)
//   epochs   epochs of training from scratch                    (40)
//   folds    number of folds                                    (5)
//   quick    alone, without a value: 15 pictures per class, cells of 30 micrographs, two folds, two epochs
// It takes 10 minutes on two cores with bfloat16 (set it in ZFNet Options first), mostly for training from scratch.
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Table4_transfer.ijm

data = "../shared/data";
output = "";
model = "zfnet-tiny";
epochs = 40;
folds = 5;
quick = false;
title = 24; // pixels above a plot for the name of the data set
settings = split(getArgument(), ";");
for (i = 0; i < settings.length; i++) {
	key = settings[i];
	value = "";
	separator = indexOf(key, "=");
	if (separator > 0) {
		value = substring(key, separator + 1);
		key = substring(key, 0, separator);
	}
	if (key == "data") data = value;
	else if (key == "output") output = value;
	else if (key == "model") model = value;
	else if (key == "epochs") epochs = parseInt(value);
	else if (key == "folds") folds = parseInt(value);
	else if (key == "quick") quick = true;
	else exit("The argument has the key '" + key + "'; data, output, model, epochs, folds and quick are accepted");
}
perclass = "15,30,60";
if (quick) {
	perclass = "15";
	epochs = 2;
	folds = 2;
}
if (output == "") {
	output = "target/table4";
	if (quick) output = "target/table4-quick";
}
pictures = data + "/tiny-imagenet/transfer";
if (!File.isDirectory(pictures)) exit("The folder '" + data + "' has no tiny-imagenet/transfer; a folder with it and with bccd is accepted");

setBatchMode(true);
makeFolders(output);
crops = output + "/crops";
most = "";
if (quick) most = ";most=30"; // micrographs
// A failed macro does not stop the macro that runs it.
if (runMacro(beside("Crop_bccd.ijm"), "data=" + data + "/bccd;output=" + crops + most) != crops) exit();
var table = "";
trained = pictures + "/train";
if (quick) trained = pictures + "/val";
transfer("tiny-imagenet", "folder=[" + trained + "]");
transfer("bccd", "folder=[" + crops + "/train] validation=[" + crops + "/test]");
File.saveString(table, output + "/table4.csv");
beneath("tiny-imagenet", "bccd", "table4.png");
report();
print(output + "/table4.csv, " + output + "/table4.png");

function transfer(name, folders) {
	run("Transfer Learning...", "model=[" + model + "] " + folders + " classifier=softmax perclass=" + perclass + " folds=" + folds
		+ " scratch epochs=" + epochs + " seed=1 output=[" + output + "/" + name + "]");
	close("*");
	lines = split(File.openAsString(output + "/" + name + "/transfer.csv"), "\n");
	if (table == "") table = "data," + lines[0] + "\n";
	for (i = 1; i < lines.length; i++) table += name + "," + lines[i] + "\n";
}

// Prints the table: one line per data set and number of pictures.
function report() {
	lines = split(table, "\n");
	print("data, pictures per class: accuracy with features of " + model + "; from scratch (mean and standard deviation)");
	for (i = 1; i < lines.length; i++) {
		cells = split(lines[i], "(,)");
		if (cells[1] == "scratch") continue;
		text = cells[0] + ", " + cells[4] + ": " + percent(cells) + "; ";
		for (k = 1; k < lines.length; k++) {
			other = split(lines[k], "(,)");
			if (other[0] == cells[0] && other[1] == "scratch" && other[4] == cells[4]) text = text + percent(other);
		}
		print(text);
	}
}

function percent(cells) {
	return d2s(100 * parseFloat(cells[5]), 1) + " +- " + d2s(100 * parseFloat(cells[6]), 1) + " %";
}

// The plots of two data sets, one above the other, each below its name.
function beneath(first, second, result) {
	open(output + "/" + first + "/transfer.png");
	rename(first);
	width = getWidth();
	height = getHeight() + title;
	open(output + "/" + second + "/transfer.png");
	rename(second);
	newImage("both", "RGB white", maxOf(width, getWidth()), height + title + getHeight(), 1);
	paste(first, 0);
	paste(second, height);
	saveAs("PNG", output + "/" + result);
	close("*");
}

function paste(name, top) {
	selectImage(name);
	w = getWidth();
	h = getHeight();
	run("Select All");
	run("Copy");
	selectImage("both");
	makeRectangle(0, top + title, w, h);
	run("Paste");
	run("Select None");
	setColor("black");
	setFont("SansSerif", 18, "bold antialiased");
	drawString(name, 8, top + title);
}

// The path of another macro in the folder of this one or, if this one was not run from a file, in the project's folder.
function beside(name) {
	path = File.getParent(getInfo("macro.filepath")) + "/" + name;
	if (File.exists(path)) return path;
	return "macros/" + name;
}

function makeFolders(path) {
	if (File.exists(path)) return;
	makeFolders(File.getParent(path));
	File.makeDirectory(path);
}
