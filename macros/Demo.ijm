// A first look at what a network sees: classifies a photograph, lists the network's layers, and projects the nine strongest
// feature maps of its last convolution back to pixels with the deconvnet.
//
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Demo.ijm
// Argument: "PHOTOGRAPH" or "PHOTOGRAPH,MODEL,FOLDER"; without it the cat of macros/samples, zfnet-tiny and target/demo.

argument = split(getArgument(), ",");
photograph = "macros/samples/chelsea.png";
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
