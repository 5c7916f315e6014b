// Figure 5 of Zeiler & Fergus (2013): how much layers and the probability of the true class change when pictures are
// translated vertically, scaled and rotated.
//
// Makes in the output folder: figure5.png (one row per transform: examples of the first picture, the distance at each
// layer, and the class probability, with one curve per picture), summary.csv (area under the curves, one row per transform
// and layer), and one folder per transform with the tables, plots and transformed pictures of Transform Invariance.
//
// Arguments, as key=value separated by semicolons:
//   model    an installed model's name or a model folder   (required)
//   folder   about five pictures                           (required)
//   output   folder for the results                        (required)
//   labels   the pictures' true classes in the order of their names, separated by commas, or the word
//            filenames if each picture is named after its class   (the network's top-1 class)
// Without an argument, it shows a dialog.
// Headless, from the project's root (built with mvn package):
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure5_invariance.ijm "model=squeezenet1.0;folder=/path/to/pictures;output=/path/to/output;labels=filenames"

if (getArgument() == "") {
	model = getString("Model", "squeezenet1.0");
	folder = getDirectory("Folder of pictures");
	output = getDirectory("Folder for the results");
	labels = getString("True classes, separated by commas (blank: the first of the network)", "");
} else {
	checkKeys("model,folder,output,labels", "model,folder,output");
	model = setting("model", "");
	folder = setting("folder", "");
	output = setting("output", "");
	labels = setting("labels", "");
}
if (labels == "filenames") labels = classesOf(folder);
if (!File.exists(output)) File.makeDirectory(output);

setBatchMode(true);
transforms = newArray("translate", "scale", "rotate");
samples = newArray("sample", "sample", "sample");
summary = "";
for (i = 0; i < transforms.length; i++) {
	target = output + File.separator + transforms[i];
	options = "model=[" + model + "] folder=[" + folder + "] transform=" + transforms[i] + " output=[" + target + "]";
	if (labels != "") options += " label=[" + labels + "]";
	run("Transform Invariance...", options);
	close("*");
	lines = split(File.openAsString(target + File.separator + "invariance-summary.csv"), "\n");
	if (i == 0) summary = lines[0] + "\n";
	for (k = 1; k < lines.length; k++) summary += lines[k] + "\n";
}
File.saveString(summary, output + File.separator + "summary.csv");
print(summary);

for (i = 0; i < transforms.length; i++) addRow(output + File.separator + transforms[i], i);
selectImage("figure");
saveAs("PNG", output + File.separator + "figure5.png");

// Adds a row: examples of the first picture beside the plots.
function addRow(target, row) {
	examples(target + File.separator + "transformed.tif", target + File.separator + "invariance.csv");
	open(target + File.separator + "invariance.png");
	rename("plots");
	height = getHeight();
	width = getWidth();
	selectImage("examples");
	scale = height / getHeight();
	run("Size...", "width=" + round(getWidth() * scale) + " height=" + height + " interpolation=Bilinear");
	left = getWidth();
	if (row == 0) newImage("figure", "RGB white", left + width, height * transforms.length, 1);
	paste("examples", 0, row * height);
	paste("plots", left, row * height);
}

function paste(source, x, y) {
	selectImage(source);
	run("Select All");
	run("Copy");
	selectImage("figure");
	makeRectangle(x, y, 1, 1);
	selectImage(source);
	w = getWidth();
	h = getHeight();
	close();
	selectImage("figure");
	makeRectangle(x, y, w, h);
	run("Paste");
	run("Select None");
}

// Six of the first picture's transforms, evenly spaced, in two columns.
function examples(stack, table) {
	lines = split(File.openAsString(table), "\n");
	count = 0;
	first = pictureOf(lines[0], lines[1]);
	for (n = 1; n < lines.length; n++) {
		name = pictureOf(lines[0], lines[n]);
		if (name == first) count++;
	}
	open(stack);
	all = getTitle();
	shown = minOf(6, count);
	for (s = 0; s < shown; s++) {
		selectImage(all);
		frame = 1 + round(s * (count - 1) / maxOf(1, shown - 1));
		run("Duplicate...", "title=one duplicate frames=" + frame);
		run("RGB Color");
		rename("example" + s);
		if (isOpen("one")) close("one");
	}
	selectImage(all);
	close();
	run("Images to Stack", "name=examples title=example");
	run("Make Montage...", "columns=2 rows=3 scale=0.5 border=2");
	rename("montage");
	if (isOpen("examples")) close("examples");
	selectImage("montage");
	rename("examples");
}

// The cell of the column image; the columns before it contain no commas.
function pictureOf(header, line) {
	columns = split(header, ",");
	cells = split(line, ",");
	for (c = 0; c < columns.length; c++) if (columns[c] == "image") return cells[c];
	return "";
}

// File names without extensions, sorted, separated by commas.
function classesOf(folder) {
	files = getFileList(folder);
	Array.sort(files);
	classes = "";
	for (f = 0; f < files.length; f++) {
		if (endsWith(files[f], "/")) continue;
		if (classes != "") classes += ",";
		classes += substring(files[f], 0, lastIndexOf(files[f], "."));
	}
	return classes;
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
