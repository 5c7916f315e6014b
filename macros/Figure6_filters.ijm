// Figure 6 of Zeiler & Fergus (2013): what the first layers of networks respond to. For each model, shows the first
// layer's filters, their frequency spectrum, and the second layer's maps for a picture. The paper compares filters of 11 x
// 11 with a stride of 4 to filters of 7 x 7 with a stride of 2.
//
// Makes in the output folder: figure6.png (one row per model), figure6.csv (one row per model: fractions of low, middle
// and high energy, fraction of dead filters, aliasing), and one folder per model with the tables and images of Filters and
// Spectra.
//
// Arguments, as key=value separated by semicolons:
//   models   one or more installed models' names or model folders, separated by commas   (required)
//   folder   pictures for measuring aliasing in the second layer; the maps of the first picture are shown   (required)
//   output   folder for the results   (required)
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Figure6_filters.ijm "models=alexnet-tiny,zfnet-tiny;folder=PICTURES;output=target/figure6"

checkKeys("models,folder,output", "models,folder,output");
models = setting("models", "");
models = split(models, ",");
folder = setting("folder", "");
output = setting("output", "");
side = 480;
gap = 12;
title = 28;
setBatchMode(true);

table = "";
newImage("figure", "RGB white", gap + 3 * (side + gap), gap + models.length * (title + side + gap), 1);
for (i = 0; i < models.length; i++) {
	name = File.getName(models[i]);
	target = output + File.separator + name;
	run("Filters and Spectra...", "model=[" + models[i] + "] folder=[" + folder + "] output=[" + target + "]");
	lines = split(File.openAsString(target + File.separator + "spectra.csv"), "\n");
	if (i == 0) table = lines[0] + "\n";
	table += lines[1] + "\n";
	selectImage("figure");
	setColor("black");
	setFont("SansSerif", 18, "antialiased");
	y = gap + i * (title + side + gap);
	drawString(name + ": first-layer filters, spectrum, second-layer maps", gap, y + 22);
	files = newArray("filters.png", "spectrum.png", "second-layer.png");
	for (k = 0; k < files.length; k++) paste(target + File.separator + files[k], gap + k * (side + gap), y + title);
}
File.saveString(table, output + File.separator + "figure6.csv");
print(table);
selectImage("figure");
saveAs("PNG", output + File.separator + "figure6.png");
print(output + "/figure6.png");

// Fits an image into a square of the figure.
function paste(file, x, y) {
	open(file);
	source = getImageID();
	scale = side / maxOf(getWidth(), getHeight());
	width = round(getWidth() * scale);
	height = round(getHeight() * scale);
	method = "Bilinear average";
	if (scale > 1) method = "None";
	run("Size...", "width=" + width + " height=" + height + " interpolation=" + method);
	run("Select All");
	run("Copy");
	close();
	selectImage("figure");
	makeRectangle(x, y, width, height);
	run("Paste");
	run("Select None");
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
