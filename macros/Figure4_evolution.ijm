// Figure 4 of Zeiler & Fergus (2013): how features evolve during training. For the strongest maps of some layers, shows
// the picture in a folder that activates each map most at each checkpoint, projected to pixels, and how much each layer
// changes from one checkpoint to the next.
//
// Makes in the output folder: figure4.png (one row per map, lower layers first, one column per checkpoint, projections
// above the patches of the pictures), figure4-layers.png (the change of each layer's weights, and the fraction of its maps
// whose strongest picture changed), settling.csv (one row per layer: the mean epoch of its changes), and one folder per
// layer with the tables and images of Feature Evolution. Prints whether lower layers converge earlier: the number of pairs
// of layers in which the lower one has the smaller mean epoch of change, and the smaller change between the last two
// checkpoints.
//
// Arguments, as key=value separated by semicolons:
//   model    a model with checkpoints, by its installed name or folder   (required)
//   folder   the pictures, searched with subfolders                      (required)
//   output   folder for the results                                      (required)
//   layers   layers, separated by commas                                 (up to five rectified convolutions from the first to the last)
//   maps     maps of each layer: strongest N (at the last checkpoint), all, or a list   (strongest 4)
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure4_evolution.ijm "model=zfnet-tiny;folder=PICTURES;output=target/figure4"

checkKeys("model,folder,output,layers,maps", "model,folder,output");
model = setting("model", "");
folder = setting("folder", "");
output = setting("output", "");
maps = setting("maps", "strongest 4");
setBatchMode(true);
named = setting("layers", "");
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
// Each run gives the curves of all layers.
if (File.exists(target + "/evolution-layers.png")) File.copy(target + "/evolution-layers.png", output + "/figure4-layers.png");
File.copy(target + "/evolution-settling.csv", output + "/settling.csv");
settling(target);

// Stacks images vertically in one image.
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

// Prints the mean epoch of each layer's changes, and its change between the last two checkpoints.
function settling(folder) {
	lines = split(File.openAsString(folder + "/evolution-settling.csv"), "\n");
	changes = split(File.openAsString(folder + "/evolution-layers.csv"), "\n");
	if (changes.length < 2) return;
	count = lines.length - 1;
	values = newArray(4 * count);
	print("layer: mean epoch of change (weights, strongest pictures); last change (weights, strongest pictures)");
	for (i = 0; i < count; i++) {
		cells = split(lines[i + 1], "(,)");
		for (n = 1; n < changes.length; n++) {
			change = split(changes[n], "(,)");
			// Steps are in the order of epochs, so the last one is kept.
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

// The number of pairs of layers in which the lower layer, which comes first, has the smaller value.
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

// Rectified layers with maps, evenly spaced from the first to the last.
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
