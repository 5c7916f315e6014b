// Figure 2 of Zeiler & Fergus (2013): what the feature maps of each layer respond to. For the strongest maps of some
// layers, finds the nine pictures in a folder that activate them most, and shows their projections to pixels beside the
// patches of these pictures.
//
// Makes in the output folder: figure2-LAYER.png, one page per layer (projections on the left, patches on the right, one
// block per map), and top-activations.csv, top-projections.tif and top-patches.tif of Top Activations.
//
// Arguments, as key=value separated by semicolons:
//   model    an installed model's name or a model folder     (required)
//   folder   the pictures, searched with subfolders          (required)
//   output   folder for the results                          (required)
//   layers   layers, separated by commas                     (up to five rectified convolutions from the first to the last)
//   maps     maps of each layer: strongest N, all, or a list (strongest 16)
//   top      pictures per map                                (9)
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure2_top_activations.ijm "model=zfnet-tiny;folder=PICTURES;output=target/figure2"

checkKeys("model,folder,output,layers,maps,top", "model,folder,output");
model = setting("model", "");
folder = setting("folder", "");
output = setting("output", "");
maps = setting("maps", "strongest 16");
top = setting("top", "9");
setBatchMode(true);

layers = setting("layers", "");
if (layers == "") layers = rectifiedConvolutions(5);

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

// Rectified layers with maps, evenly spaced from the first to the last.
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
