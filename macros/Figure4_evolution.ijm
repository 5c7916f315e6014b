// Figure 4 of Zeiler & Fergus (2013): how features evolve during training. For the strongest maps of some layers, the
// picture of a folder that excites each map most at each checkpoint, projected down to pixels, and how far each layer still
// changes from one checkpoint to the next.
//
// Makes in OUTPUT: figure4.png (a row a map, lower layers first, a column a checkpoint, projections above the patches of the
// pictures), figure4-layers.png (the change of each layer's weights, and the share of its maps whose strongest picture
// changed), settling.csv (a row a layer: the mean epoch of its change), and for each layer a folder with the tables and
// images of Feature Evolution. Prints whether lower layers settle earlier: of all pairs of layers, in how many the lower one
// has the smaller mean epoch of change, and the smaller change from the last checkpoint but one to the last.
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
named = "";
if (argument.length > 3) named = argument[3];
if (named == "") layers = rectifiedConvolutions(5);
else layers = split(named, ",");

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
settling(target);

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

// Prints when each layer changed, and how far it did in the last step from a checkpoint to the next.
function settling(folder) {
	lines = split(File.openAsString(folder + "/evolution-settling.csv"), "\n");
	changes = split(File.openAsString(folder + "/evolution-layers.csv"), "\n");
	if (changes.length < 2) return;
	count = lines.length - 1;
	values = newArray(4 * count);
	print("layer: mean epoch of change of weights, of strongest pictures; last change of weights, of strongest pictures");
	for (i = 0; i < count; i++) {
		cells = split(lines[i + 1], "(,)");
		for (n = 1; n < changes.length; n++) {
			change = split(changes[n], "(,)");
			// Steps are in the order of epochs, so the last one stays.
			if (change[0] == cells[0]) for (k = 0; k < 2; k++) values[4 * i + 2 + k] = parseFloat(change[3 + k]);
		}
		for (k = 0; k < 2; k++) values[4 * i + k] = parseFloat(cells[1 + k]);
		print(cells[0] + ": " + d2s(values[4 * i], 2) + ", " + d2s(values[4 * i + 1], 2) + "; " + d2s(values[4 * i + 2], 3) + ", "
			+ d2s(values[4 * i + 3], 3));
	}
	names = newArray("mean epoch of weights", "mean epoch of strongest pictures", "last change of weights",
		"last change of strongest pictures");
	for (k = 0; k < 4; k++) print(names[k] + ": smaller in the lower layer in " + smallerBelow(values, k));
}

// In how many pairs of layers the lower one, which comes first, has the smaller of the values.
function smallerBelow(values, k) {
	count = 0;
	pairs = 0;
	for (a = k; a < values.length; a += 4)
		for (b = a + 4; b < values.length; b += 4) {
			if (isNaN(values[a]) || isNaN(values[b])) continue;
			pairs++;
			if (values[a] < values[b]) count++;
		}
	return "" + count + " of " + pairs + " pairs of layers";
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
