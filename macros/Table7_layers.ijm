// Table 7 of Zeiler & Fergus (2013): how well the features of each layer of a network discriminate other classes. Trains a
// linear support vector machine and a softmax on the frozen features of each layer of zfnet-tiny, with 60 pictures per
// class, for two data sets: the ten classes of Tiny-ImageNet that zfnet-tiny was not trained on, where each of five folds
// is tested on its fifth of the pictures, and the cells of BCCD, cropped by Crop_bccd.ijm, where five random draws from
// the training micrographs are tested on the test micrographs.
//
// Makes in the output folder: table7.csv (one row per data set, classifier and layer: data, initial, layer, classifier,
// per_class, accuracy_mean, accuracy_std, folds, classes, device), table7.png (accuracy of each layer, SVM above softmax,
// one column per data set), pictures and crops (the pictures used), and one folder per data set and classifier with the
// table and plots of Transfer Learning. Prints the table and the time taken.
//
// Arguments, as key=value separated by semicolons:
//   data      the folder with tiny-imagenet and bccd            (beside the project)
//   output    folder for the results                            (target/table7)
//   model     the model that gives the features                 (zfnet-tiny)
//   layers    layers separated by commas, or all: every layer whose values differ from those of the layer before it
//             (norm1,norm2,relu3,relu4,pool5,relu6,relu7, which are the seven layers of the paper's Figure 3: a layer ends
//             after its pooling and normalisation)
//   perclass  training pictures of each class                   (60)
//   pictures  number of pictures per class of Tiny-ImageNet; the features of all layers are kept in memory (200)
//   folds     number of folds                                   (5)
//   quick     alone, without a value: the first and the last of the layers, 15 of 30 pictures per class, two folds,
//             cells of 30 micrographs
// It takes some minutes on two cores, even with all layers; use fewer pictures in that case (pictures=100).
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Table7_layers.ijm

data = "../shared/data";
output = "";
model = "zfnet-tiny";
layers = "norm1,norm2,relu3,relu4,pool5,relu6,relu7";
perclass = 60;
taken = 200;
folds = 5;
quick = false;
title = 24; // pixels above the plots for the names of the data sets
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
	else if (key == "layers") layers = value;
	else if (key == "perclass") perclass = parseInt(value);
	else if (key == "pictures") taken = parseInt(value);
	else if (key == "folds") folds = parseInt(value);
	else if (key == "quick") quick = true;
	else exit("The argument has the key '" + key + "'; data, output, model, layers, perclass, pictures, folds and quick are accepted");
}
if (quick) {
	list = split(layers, ",");
	layers = list[0] + "," + list[list.length - 1];
	perclass = 15;
	taken = 30;
	folds = 2;
}
if (output == "") {
	output = "target/table7";
	if (quick) output = "target/table7-quick";
}
pictures = data + "/tiny-imagenet/transfer/train";
if (!File.isDirectory(pictures)) exit("The folder '" + data + "' has no tiny-imagenet/transfer; a folder with it and with bccd is accepted");

setBatchMode(true);
begun = getTime();
makeFolders(output);
crops = output + "/crops";
most = "";
if (quick) most = ";most=30"; // micrographs
// A failed macro does not stop the macro that runs it.
if (runMacro(beside("Crop_bccd.ijm"), "data=" + data + "/bccd;output=" + crops + most) != crops) exit();
some(pictures, output + "/pictures", taken);
if (layers == "all") layers = allLayers();
var table = "";
sets = newArray("tiny-imagenet", "bccd");
folders = newArray("folder=[" + output + "/pictures]", "folder=[" + crops + "/train] validation=[" + crops + "/test]");
classifiers = newArray("svm", "softmax");
for (s = 0; s < sets.length; s++) for (c = 0; c < classifiers.length; c++) transfer(sets[s], folders[s], classifiers[c]);
File.saveString(table, output + "/table7.csv");
figure();
report();
print(output + "/table7.csv, " + output + "/table7.png; " + d2s((getTime() - begun) / 1000, 0) + " s");

function transfer(name, folder, classifier) {
	start = getTime();
	target = output + "/" + name + "-" + classifier;
	run("Transfer Learning...", "model=[" + model + "] " + folder + " layers=[" + layers + "] classifier=" + classifier
		+ " perclass=" + perclass + " folds=" + folds + " seed=1 output=[" + target + "]");
	close("*");
	lines = split(File.openAsString(target + "/transfer.csv"), "\n");
	if (table == "") table = "data," + lines[0] + "\n";
	for (i = 1; i < lines.length; i++) table += name + "," + lines[i] + "\n";
	print(name + ", " + classifier + ": " + (lines.length - 1) + " layers in " + d2s((getTime() - start) / 1000, 0) + " s");
}

// The layers of the model, except those that only pass on, drop or rearrange values, and except the output.
function allLayers() {
	run("Model Info...", "model=[" + model + "]");
	names = "";
	for (row = 0; row < nResults - 1; row++) {
		type = getResultString("type", row);
		if (type == "Dropout" || type == "Flatten" || type == "Softmax" || type == "Input") continue;
		if (names != "") names += ",";
		names += getResultString("name", row);
	}
	return names;
}

// Prints the table: one line per data set and layer.
function report() {
	lines = split(table, "\n");
	print("data, layer: accuracy of SVM; of softmax (mean and standard deviation), " + perclass + " pictures per class");
	for (i = 1; i < lines.length; i++) {
		cells = split(lines[i], "(,)");
		if (cells[3] != "svm") continue;
		text = cells[0] + ", " + cells[2] + ": " + percent(cells) + "; ";
		for (k = 1; k < lines.length; k++) {
			other = split(lines[k], "(,)");
			if (other[0] == cells[0] && other[2] == cells[2] && other[3] == "softmax") text = text + percent(other);
		}
		print(text);
	}
}

function percent(cells) {
	return d2s(100 * parseFloat(cells[5]), 1) + " +- " + d2s(100 * parseFloat(cells[6]), 1) + " %";
}

// The plots of Transfer Learning: one row per classifier, one column per data set.
function figure() {
	for (s = 0; s < sets.length; s++)
		for (c = 0; c < classifiers.length; c++) {
			open(output + "/" + sets[s] + "-" + classifiers[c] + "/transfer-layers.png");
			rename("part");
			w = getWidth();
			h = getHeight();
			if (s + c == 0) newImage("figure", "RGB white", w * sets.length, title + h * classifiers.length, 1);
			selectImage("part");
			run("Select All");
			run("Copy");
			close("part");
			selectImage("figure");
			makeRectangle(s * w, title + c * h, w, h);
			run("Paste");
			run("Select None");
			setColor("black");
			setFont("SansSerif", 18, "bold antialiased");
			if (c == 0) drawString(sets[s], s * w + 8, title);
		}
	saveAs("PNG", output + "/table7.png");
	close("*");
}

// Copies the first pictures of each class.
function some(from, to, count) {
	classes = getFileList(from);
	for (c = 0; c < classes.length; c++) {
		if (!endsWith(classes[c], "/")) continue;
		makeFolders(to + "/" + classes[c]);
		files = getFileList(from + "/" + classes[c]);
		Array.sort(files);
		for (f = 0; f < minOf(count, files.length); f++)
			File.copy(from + "/" + classes[c] + files[f], to + "/" + classes[c] + files[f]);
	}
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
