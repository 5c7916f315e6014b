// Figure 2 of Zeiler & Fergus (2013): what the feature maps of each layer respond to. For the strongest maps of some layers,
// the nine pictures of a folder that excite them most, projected down to pixels, beside the patches of these pictures.
//
// Makes in OUTPUT: figure2-LAYER.png, a page a layer (projections on the left, patches on the right, a block a map), and
// top-activations.csv, top-projections.tif and top-patches.tif of Top Activations.
//
// Argument: MODEL;FOLDER;OUTPUT[;LAYERS[;MAPS[;TOP]]], with
//   MODEL   an installed model's name or a model folder
//   FOLDER  the pictures, also those in subfolders
//   OUTPUT  folder for the results
//   LAYERS  layers, separated by commas; without it, up to five rectified convolutions from the first to the last
//   MAPS    maps of each layer: strongest N, all, or a list; without it, strongest 16
//   TOP     pictures a map; without it, 9
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure2_top_activations.ijm "zfnet-tiny;PICTURES;target/figure2"

argument = split(getArgument(), ";");
if (argument.length < 3) exit("The argument is '" + getArgument() + "'; MODEL;FOLDER;OUTPUT[;LAYERS[;MAPS[;TOP]]] is accepted");
model = argument[0];
folder = argument[1];
output = argument[2];
maps = "strongest 16";
top = "9";
setBatchMode(true);

layers = "";
if (argument.length > 3) layers = argument[3];
if (layers == "") layers = rectifiedConvolutions(5);
if (argument.length > 4) if (argument[4] != "") maps = argument[4];
if (argument.length > 5) top = argument[5];

run("Top Activations...", "model=[" + model + "] folder=[" + folder + "] layer=[" + layers + "] maps=[" + maps + "] top=" + top +
	" output=[" + output + "]");
print(nResults + " units of " + layers + ": " + output + "/top-activations.csv");

// The montage is the image on top: a page, or several, whose labels begin with their layer.
pages = getImageID();
seen = newArray(0);
for (page = 1; page <= nSlices; page++) {
	selectImage(pages);
	layer = layers;
	if (nSlices > 1) {
		setSlice(page);
		label = getInfo("slice.label");
		layer = substring(label, 0, lastIndexOf(label, ":"));
	}
	name = "figure2-" + replace(layer, "/", "_");
	count = occurrences(seen, layer);
	seen = Array.concat(seen, layer);
	if (count > 0) name += "-" + (count + 1);
	run("Duplicate...", "title=page");
	saveAs("PNG", output + File.separator + name + ".png");
	close();
	print(output + "/" + name + ".png");
}

function occurrences(list, value) {
	count = 0;
	for (i = 0; i < list.length; i++) if (list[i] == value) count++;
	return count;
}

// Rectifications of maps, evenly spaced from the first to the last.
function rectifiedConvolutions(most) {
	run("Model Info...", "model=[" + model + "]");
	found = newArray(0);
	for (row = 0; row < nResults; row++)
		if (getResultString("type", row) == "ReLU" && getResult("height", row) > 1) found = Array.concat(found, getResultString("name", row));
	count = minOf(most, found.length);
	list = "";
	for (i = 0; i < count; i++) {
		if (i > 0) list += ",";
		list += found[round(i * (found.length - 1) / maxOf(1, count - 1))];
	}
	return list;
}
