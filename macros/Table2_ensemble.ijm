// Table 2 of Zeiler & Fergus (2013): the error of single networks and of their average. Evaluates alexnet-tiny and
// zfnet-tiny, alone and averaged, and several zfnet-tiny networks that differ only in their seed, alone and averaged, with
// one view per picture and with ten. The networks for the seeds are trained first, with the same recipe. If the macro is
// run again, an interrupted training run is resumed, and completed ones are not repeated.
//
// Makes in the output folder: table2.csv (one row per network or average and number of views: set, model, views, images,
// top1_error, top1_low, top1_high, top5_error, top5_low, top5_high, with the limits of the 95 % intervals), table2.png
// (top-1 error with one view and with ten), and one folder per set and number of views with the tables and images of
// Evaluate. Prints the table, and by how much an average is better than the mean of its networks. Installs the models
// zfnet-tiny-EPOCHS-epochs-seed1 and so on.
//
// Arguments, as key=value separated by semicolons:
//   data     a folder with the folders train and val, each with one subfolder of pictures per class (Tiny-ImageNet's 40 classes
//            beside the project)
//   output   folder for the results                             (target/table2)
//   models   further models of the same classes to compare      (alexnet-tiny,zfnet-tiny)
//   seeds    number of networks to train; 2 or more             (3)
//   epochs   passes over the training pictures of each          (4)
//   quick    alone, without a value: one epoch on 10 pictures per class for each of two networks, evaluated on 3 per class
// It takes 10 minutes on two cores with bfloat16 (set it in ZFNet Options first), mostly for training.
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Table2_ensemble.ijm

data = "../shared/data/tiny-imagenet/pretrain";
output = "";
models = "alexnet-tiny,zfnet-tiny";
seeds = 3;
epochs = 4;
quick = false;
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
	else if (key == "models") models = value;
	else if (key == "seeds") seeds = parseInt(value);
	else if (key == "epochs") epochs = parseInt(value);
	else if (key == "quick") quick = true;
	else exit("The argument has the key '" + key + "'; data, output, models, seeds, epochs and quick are accepted");
}
if (!File.isDirectory(data + "/train")) exit("The folder '" + data + "' has no folder train; a folder with train and val is accepted");
if (quick) {
	seeds = 2;
	epochs = 1;
}
if (output == "") {
	output = "target/table2";
	if (quick) output = "target/table2-quick";
}
makeFolders(output);
train = data + "/train";
val = data + "/val";
if (quick) {
	train = some(train, output + "/pictures/train", 10);
	val = some(val, output + "/pictures/val", 3);
}

setBatchMode(true);
trained = "";
for (s = 1; s <= seeds; s++) {
	name = "zfnet-tiny-" + epochs + "-epochs-seed" + s;
	if (quick) name = "quick-" + name;
	folder = output + "/" + name;
	resume = "";
	if (File.exists(folder + "/latest.training")) resume = " resume";
	run("Train Network...", "architecture=zfnet-tiny train=[" + train + "] name=" + name + " replace epochs=" + epochs
		+ " batch=32 rate=0.01 momentum=0.9 dropout=0.3 clip=0.1 decay=0.0005 schedule=cosine warmup=0.3 seed=" + s
		+ " checkpoints=" + epochs + " output=[" + folder + "]" + resume);
	if (s > 1) trained += ",";
	trained += name;
}

var table = "set,model,views,images,top1_error,top1_low,top1_high,top5_error,top5_low,top5_high\n";
var report = "";
var names = newArray(0);
evaluate("architectures", models);
evaluate("seeds", trained);
File.saveString(table, output + "/table2.csv");
plot();
print("views: network: top-1 error (95 % interval), top-5 error (95 % interval)");
print(report);
print(output + "/table2.csv, " + output + "/table2.png");

// Evaluates models and their average with one view and with ten.
function evaluate(set, models) {
	for (views = 1; views <= 10; views += 9) {
		run("Evaluate...", "models=[" + models + "] folder=[" + val + "] views=" + views + " output=[" + output + "/" + set + "-"
			+ views + "]");
		close("*");
		list = split(models, ",");
		count = list.length;
		mean1 = 0;
		mean5 = 0;
		for (row = 0; row < nResults; row++) {
			model = getResultString("model", row);
			top1 = getResult("top1_error", row);
			top5 = getResult("top5_error", row);
			if (row < count) {
				mean1 += top1 / count;
				mean5 += top5 / count;
			} else model = "average of " + count + " " + set;
			table += set + "," + model + "," + views + "," + getResult("images", row) + "," + top1 + "," + getResult("top1_low", row)
				+ "," + getResult("top1_high", row) + "," + top5 + "," + getResult("top5_low", row) + "," + getResult("top5_high", row)
				+ "\n";
			report += "" + views + ": " + model + ": " + percent("top1", row) + ", " + percent("top5", row) + "\n";
			if (views == 1) names = Array.concat(names, model);
		}
		if (count > 1) report += "" + views + ": the average of " + count + " " + set + " is better than the mean of its networks by "
			+ d2s(100 * (mean1 - top1), 1) + " points of top-1 and " + d2s(100 * (mean5 - top5), 1) + " points of top-5 error\n";
	}
}

// An error in a row of the results with its interval, in per cent.
function percent(top, row) {
	return d2s(100 * getResult(top + "_error", row), 1) + " % (" + d2s(100 * getResult(top + "_low", row), 1) + " to "
		+ d2s(100 * getResult(top + "_high", row), 1) + ")";
}

// Plots top-1 errors with their intervals, with one view and ten side by side.
function plot() {
	lines = split(table, "\n");
	legend = "";
	for (k = 0; k < names.length; k++) {
		if (k > 0) legend += ",";
		legend += replace(names[k], "-epochs-seed", " seed ");
	}
	Plot.create("Table 2", "{" + legend + "}", "Top-1 error");
	Plot.setFrameSize(maxOf(500, 170 * names.length), 320);
	Plot.setLimits(-0.6, names.length - 0.4, 0, 1);
	for (views = 1; views <= 10; views += 9) {
		places = newArray(0);
		errors = newArray(0);
		bars = newArray(0);
		for (i = 1; i < lines.length; i++) {
			cells = split(lines[i], ",");
			if (cells[2] != views) continue;
			for (k = 0; k < names.length; k++) if (names[k] == cells[1]) places = Array.concat(places, k - 0.1 + 0.2 * (views == 10));
			errors = Array.concat(errors, parseFloat(cells[4]));
			bars = Array.concat(bars, (parseFloat(cells[6]) - parseFloat(cells[5])) / 2);
		}
		colour = "#d06030";
		if (views == 10) colour = "#3060b0";
		Plot.setColor(colour, colour);
		Plot.setLineWidth(2);
		Plot.add("circle", places, errors);
		Plot.add("error bars", bars);
	}
	Plot.setColor("black");
	Plot.setLineWidth(1);
	Plot.addText("red: 1 view, blue: 10 views; bars: 95 % intervals", 0.02, 0.08);
	Plot.show();
	saveAs("PNG", output + "/table2.png");
	close();
}

// Copies the first pictures of each class and returns the folder of the copies.
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
	return to;
}

function makeFolders(path) {
	if (File.exists(path)) return;
	makeFolders(File.getParent(path));
	File.makeDirectory(path);
}
