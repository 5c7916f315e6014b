// Table 3 of Zeiler & Fergus (2013): how much the layers of a network contribute. Trains zfnet-tiny and variants of it
// with the same recipe: without the middle convolutions 3 and 4, without the hidden fully connected layers 6 and 7,
// without both, with narrower and wider layers, and with AlexNet's first layer.
//
// Makes in the output folder: architectures.csv (one row per variant), architectures-seeds.csv (one row per training run),
// architectures.png (training and validation errors), table3.txt (the table in the paper's layout, with differences from
// zfnet-tiny), and one folder per variant with its history and final weights. After an interruption, run it again with the
// same argument to resume.
//
// Argument: parts separated by semicolons, all of which may be left out:
//   quick          few variants, classes, pictures and epochs: a test run of a minute or two
//   data=FOLDER    a folder with the folders train and val, each with one subfolder of pictures per class; without it, the
//                  40 classes of Tiny-ImageNet beside the project
//   output=FOLDER  without it target/table3, or target/table3-quick
//   epochs=N       without it 15: with 20,000 pictures of 64 x 64 about three hours on two cores
//   architectures=LIST  variants, separated by commas, instead of those of the paper; see Compare Architectures
//   seeds=1,2,3    each variant is trained once per seed, and means and standard deviations are reported; default 1
// bfloat16 makes training about 1.6 times as fast on processors that support it; set it in ZFNet Options first.
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Table3_ablation.ijm quick

data = "../shared/data/tiny-imagenet/pretrain";
output = "";
epochs = "";
seeds = "1";
architectures = "";
quick = false;
parts = split(getArgument(), ";");
for (i = 0; i < parts.length; i++) {
	part = String.trim(parts[i]);
	value = substring(part, indexOf(part, "=") + 1);
	if (part == "quick") quick = true;
	else if (startsWith(part, "data=")) data = value;
	else if (startsWith(part, "output=")) output = value;
	else if (startsWith(part, "epochs=")) epochs = value;
	else if (startsWith(part, "seeds=")) seeds = value;
	else if (startsWith(part, "architectures=")) architectures = value;
	else exit("Table 3: the argument has '" + part + "'; quick, data=FOLDER, output=FOLDER, epochs=N, architectures=LIST and seeds=LIST, separated by semicolons, are accepted");
}

setBatchMode(true);
if (quick) {
	if (output == "") output = "target/table3-quick";
	if (epochs == "") epochs = "6";
	if (architectures == "") architectures = "zfnet-tiny,zfnet-tiny remove 3 4,zfnet-tiny remove 6 7,zfnet-tiny first 11/4";
	few(data + "/train", output + "/pictures/train", 5, 60);
	few(data + "/val", output + "/pictures/val", 5, 20);
	data = output + "/pictures";
} else {
	if (output == "") output = "target/table3";
	if (epochs == "") epochs = "15";
	// The paper's wider middle has 512, 1024 and 512 filters for 384, 384 and 256; these are in the same proportions.
	wider = "middle 171 341 192";
	if (architectures == "") architectures = "zfnet-tiny,zfnet-tiny remove 3 4,zfnet-tiny remove 7,zfnet-tiny remove 6 7,zfnet-tiny remove 3 4 6 7,"
		+ "zfnet-tiny hidden x0.5,zfnet-tiny hidden x2,zfnet-tiny " + wider + ",zfnet-tiny " + wider + " + hidden x2,"
		+ "zfnet-tiny first 11/4";
}

run("Compare Architectures...", "architectures=[" + architectures + "] train=[" + data + "/train] validation=[" + data
	+ "/val] epochs=" + epochs + " batch=32 rate=0.01 momentum=0.9 dropout=0.3 clip=0.1 decay=0.0005 schedule=cosine"
	+ " warmup=0.3 seeds=" + seeds + " checkpoints=" + epochs + " output=[" + output + "] resume");

text = "Error %: training top-1, validation top-1 (difference to the first row), validation top-5; parameters, multiply-adds\n";
for (row = 0; row < nResults; row++) {
	error = getResult("validation_error", row);
	text += getResultString("architecture", row) + ": " + percent("train_error", row) + ", " + percent("validation_error", row);
	if (getResult("seeds", row) > 1) text += " +- " + percent("validation_top1_std", row);
	difference = d2s(100 * (error - getResult("validation_error", 0)), 1);
	if (!startsWith(difference, "-")) difference = "+" + difference;
	if (row > 0) text += " (" + difference + ")";
	text += ", " + percent("validation_top5_error", row) + "; " + d2s(getResult("parameters", row) / 1000000, 2) + " M, "
		+ d2s(getResult("multiply_adds", row) / 1000000, 1) + " M\n";
}
File.saveString(text, output + "/table3.txt");
print(text);

function percent(column, row) {
	return d2s(100 * getResult(column, row), 1);
}

// Copies the first pictures of the first classes.
function few(from, to, classes, pictures) {
	folders = getFileList(from);
	made = 0;
	for (c = 0; c < folders.length && made < classes; c++) {
		if (!endsWith(folders[c], "/")) continue;
		made++;
		makeFolders(to + "/" + folders[c]);
		copied = 0;
		files = getFileList(from + "/" + folders[c]);
		for (f = 0; f < files.length && copied < pictures; f++) {
			target = to + "/" + folders[c] + files[f];
			if (endsWith(files[f], "/")) continue;
			if (!File.exists(target)) File.copy(from + "/" + folders[c] + files[f], target);
			copied++;
		}
	}
}

// Creates a folder and its parents.
function makeFolders(path) {
	parts = split(path, "/");
	made = "";
	if (startsWith(path, "/")) made = "/";
	for (i = 0; i < parts.length; i++) {
		made += parts[i];
		if (!File.exists(made)) File.makeDirectory(made);
		made += "/";
	}
}
