// Figure 4 of Zeiler & Fergus (2013): how features evolve during training. For the strongest maps of some layers, the
// picture of a folder that excites each map most at each checkpoint, projected down to pixels, and how far each layer still
// changes from one checkpoint to the next.
//
// Makes in OUTPUT: figure4.png (a row a map, lower layers first, a column a checkpoint, projections above the patches of the
// pictures), figure4-layers.png (the change of each layer's weights, and the share of its maps whose strongest picture
// changed), settling.csv (a row a layer: the mean epoch of its change), and for each layer a folder with the tables and
// images of Feature Evolution. Prints whether lower layers settle earlier: of all pairs of layers, in how many the lower one
// has the smaller mean epoch.
//
// Argument: MODEL;FOLDER;OUTPUT[;LAYERS[;MAPS]], with
//   MODEL   a model with checkpoints: an installed one's name or a model folder
//   FOLDER  the pictures, also those in subfolders
//   OUTPUT  folder for the results
//   LAYERS  layers, separated by commas; without it, up to five rectified convolutions from the first to the last
//   MAPS    maps of each layer: strongest N (at the last checkpoint), all, or a list; without it, strongest 4
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure4_evolution.ijm "zfnet-tiny;PICTURES;target/figure4"

argument = split(getArgument(), ";");
if (argument.length < 3) exit("The argument is '" + getArgument() + "'; MODEL;FOLDER;OUTPUT[;LAYERS[;MAPS]] is accepted");
model = argument[0];
folder = argument[1];
output = argument[2];
maps = "strongest 4";
if (argument.length > 4) maps = argument[4];
setBatchMode(true);
if (argument.length > 3 && argument[3] != "") layers = split(argument[3], ",");
else layers = rectifiedConvolutions(5);

makeFolders(output);
files = newArray(0);
for (i = 0; i < layers.length; i++) {
	target = output + "/" + replace(layers[i], "/", "_");
	run("Feature Evolution...", "model=[" + model + "] folder=[" + folder + "] layer=[" + layers[i] + "] maps=[" + maps
		+ "] output=[" + target + "]");
	close("*");
	files = Array.concat(files, target + "/evolution.png");
}
below(files);
saveAs("PNG", output + "/figure4.png");
close("*");
// The curves of all layers come with each of the runs.
if (File.exists(target + "/evolution-layers.png")) File.copy(target + "/evolution-layers.png", output + "/figure4-layers.png");
File.copy(target + "/evolution-settling.csv", output + "/settling.csv");
settling(target + "/evolution-settling.csv");

// Images below one another, in one.
function below(files) {
	width = 0;
	height = 0;
	for (f = 0; f < files.length; f++) {
		open(files[f]);
		rename("part" + f);
		width = maxOf(width, getWidth());
		height += getHeight();
	}
	newImage("figure", "RGB white", width, height, 1);
	top = 0;
	for (f = 0; f < files.length; f++) {
		selectImage("part" + f);
		w = getWidth();
		h = getHeight();
		run("Select All");
		run("Copy");
		selectImage("figure");
		makeRectangle(0, top, w, h);
		run("Paste");
		top += h;
	}
	run("Select None");
}

function settling(file) {
	lines = split(File.openAsString(file), "\n");
	print("layer: mean epoch in which its weights, and its strongest pictures, changed");
	for (n = 1; n < lines.length; n++) {
		cells = split(lines[n], "(,)");
		print(cells[0] + ": " + cells[1] + ", " + cells[2]);
	}
	print("weights: " + earlier(lines, 1) + "; strongest pictures: " + earlier(lines, 2));
}

// In how many pairs of layers the lower one, which is in an earlier line, has the smaller value in a column.
function earlier(lines, column) {
	count = 0;
	pairs = 0;
	for (a = 1; a < lines.length; a++)
		for (b = a + 1; b < lines.length; b++) {
			lower = split(lines[a], "(,)");
			upper = split(lines[b], "(,)");
			if (lower[column] == "" || upper[column] == "") continue;
			pairs++;
			if (parseFloat(lower[column]) < parseFloat(upper[column])) count++;
		}
	return "the lower layer settles earlier in " + count + " of " + pairs + " pairs";
}

function makeFolders(path) {
	if (File.exists(path)) return;
	makeFolders(File.getParent(path));
	File.makeDirectory(path);
}

// Rectifications of maps, evenly spaced from the first to the last.
function rectifiedConvolutions(most) {
	run("Model Info...", "model=[" + model + "]");
	found = newArray(0);
	for (row = 0; row < nResults; row++)
		if (getResultString("type", row) == "ReLU" && getResult("height", row) > 1) found = Array.concat(found, getResultString("name", row));
	count = minOf(most, found.length);
	list = newArray(count);
	for (i = 0; i < count; i++) list[i] = found[round(i * (found.length - 1) / maxOf(1, count - 1))];
	return list;
}
