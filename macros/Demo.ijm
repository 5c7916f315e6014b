// A first look at what a network sees: lists its layers, classifies a photograph, projects the nine strongest feature maps
// of its last convolution back to pixels with the deconvnet, and maps the occlusion sensitivity by moving a grey square
// over the photograph.
//
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Demo.ijm
// Arguments, as key=value separated by semicolons:
//   image    path of the picture                           (macros/samples/coffee.png)
//   model    an installed model's name or a model folder   (zfnet-tiny)
//   output   folder for the results                        (target/demo)

checkKeys("image,model,output", "");
photograph = setting("image", "macros/samples/coffee.png");
model = setting("model", "zfnet-tiny");
folder = setting("output", "target/demo");

open(photograph);
title = getTitle();

run("Model Info...", "model=[" + model + "] output=[" + folder + "]");
print(model + " has " + nResults + " layers: " + folder + "/layers.csv");

selectImage(title);
run("Classify...", "model=[" + model + "] output=[" + folder + "]");
print("Most probable classes of " + title + ": " + getResultString("class", 0) + " (" +
	d2s(100 * getResult("probability", 0), 1) + " %), " +
	getResultString("class", 1) + " (" + d2s(100 * getResult("probability", 1), 1) + " %): " + folder + "/classification.csv");

selectImage(title);
run("Deconvnet Projection...", "model=[" + model + "] output=[" + folder + "]");
print("Deconvnet projections of the " + nResults + " strongest feature maps, the strongest being map " +
	getResult("map", 0) + ": " + folder +
	"/projection.png, projection.tif, patches.tif and projection.csv");

selectImage(title);
run("Occlusion Scan...", "model=[" + model + "] size=24 stride=2 output=[" + folder + "]");
lowest = 0;
for (i = 1; i < nResults; i++) if (getResult("probability", i) < getResult("probability", lowest)) lowest = i;
print("The class probability is lowest with a grey square of 24 pixels at x = " + getResult("x", lowest) + ", y = " +
	getResult("y", lowest) +
	" of the input (" + d2s(100 * getResult("probability", lowest), 1) + " %): " + folder +
	"/occlusion-overlay.png, the maps beside it and occlusion.csv");

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
