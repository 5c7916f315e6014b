// A first look at what a network sees: lists its layers, classifies a photograph, projects the nine strongest feature maps
// of its last convolution back to pixels with the deconvnet, and moves a grey square over the photograph to find out what
// the answer hangs on.
//
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Demo.ijm
// Argument: "PHOTOGRAPH" or "PHOTOGRAPH,MODEL,FOLDER"; without it the coffee of macros/samples, zfnet-tiny and target/demo.

argument = split(getArgument(), ",");
photograph = "macros/samples/coffee.png";
model = "zfnet-tiny";
folder = "target/demo";
if (argument.length > 0) photograph = argument[0];
if (argument.length > 1) model = argument[1];
if (argument.length > 2) folder = argument[2];

open(photograph);
title = getTitle();

run("Model Info...", "model=[" + model + "] output=[" + folder + "]");
print(model + " has " + nResults + " layers: " + folder + "/layers.csv");

selectImage(title);
run("Classify...", "model=[" + model + "] output=[" + folder + "]");
print("It takes " + title + " for: " + getResultString("class", 0) + " (" + d2s(100 * getResult("probability", 0), 1) + " %), " +
	getResultString("class", 1) + " (" + d2s(100 * getResult("probability", 1), 1) + " %): " + folder + "/classification.csv");

selectImage(title);
run("Deconvnet Projection...", "model=[" + model + "] output=[" + folder + "]");
print("Its " + nResults + " strongest feature maps, from map " + getResult("map", 0) + " on, as pixels: " + folder +
	"/projection.png, projection.tif, patches.tif and projection.csv");

selectImage(title);
run("Occlusion Scan...", "model=[" + model + "] size=24 stride=2 output=[" + folder + "]");
lowest = 0;
for (i = 1; i < nResults; i++) if (getResult("probability", i) < getResult("probability", lowest)) lowest = i;
print("With a grey square of 24 pixels at x = " + getResult("x", lowest) + ", y = " + getResult("y", lowest) +
	" of the input it is least sure (" + d2s(100 * getResult("probability", lowest), 1) + " %): " + folder +
	"/occlusion-overlay.png, the maps beside it and occlusion.csv");
