// What does a network look at that tells 964 species of birds apart? Imports a MobileNetV2 that was trained on iNaturalist,
// names the bird in a photograph, projects the strongest feature map of several layers back to pixels by three methods
// (deconvnet, gradient, guided back-propagation), and maps how the probability of the species falls where a grey square
// hides a part of the bird.
//
// Makes in the output folder: classification.csv, the projections of each layer in the folders deconvnet, gradient and
// guided, bird-projections.png with all of them (one row per method, one column per layer), and the maps of the occlusion
// scan with occlusion-overlay.png.
//
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Bird_species.ijm
// Arguments, as key=value separated by semicolons:
//   image    path of the picture                           (a flamingo of ../shared/data/imagenet-samples)
//   area     the part that is used: x,y,width,height       (all of it)
//   data     folder with model.onnx and labels.txt         (../shared/data/models/mobilenet2-birds)
//   layers   layers to project from                        (three on the way up, and the scores of the classes)
//   output   folder for the results                        (target/bird)
// Without the network's files or the picture, the macro says so and does nothing.

checkKeys("image,area,data,layers,output");
photograph = setting("image", "../shared/data/imagenet-samples/images/n02007558_flamingo.JPEG");
area = split(setting("area", ""), ",");
data = setting("data", "../shared/data/models/mobilenet2-birds");
layers = split(setting("layers", "block5_expand,block8_expand,block12_expand,logits"), ",");
folder = setting("output", "target/bird");
methods = newArray("deconvnet", "gradient", "guided");

if (!File.exists(data + "/model.onnx") || !File.exists(data + "/labels.txt"))
	print("Skipped: there is no network of bird species in " + data + "; a folder with model.onnx and labels.txt is needed");
else if (!File.exists(photograph)) print("Skipped: there is no picture " + photograph);
else {
	// The network expects (value - 128) / 128 of the pixel values.
	run("Import ONNX Model...", "file=[" + data + "/model.onnx] labels=[" + data +
		"/labels.txt] name=mobilenet2-birds mean=128 std=128 replace");
	open(photograph);
	title = getTitle();
	if (area.length == 4) makeRectangle(parseInt(area[0]), parseInt(area[1]), parseInt(area[2]), parseInt(area[3]));

	run("Classify...", "model=mobilenet2-birds image=[" + title + "] output=[" + folder + "]");
	species = getResultString("class", 0);
	print(title + " shows " + species + " (" + d2s(100 * getResult("probability", 0), 1) + " %)");

	for (m = 0; m < methods.length; m++) {
		row("row" + m, methods[m]);
		if (m > 0) {
			run("Combine...", "stack1=row0 stack2=row" + m + " combine");
			rename("row0");
		}
	}
	saveAs("png", folder + "/bird-projections.png");
	close();
	print("Projections by three methods: " + folder + "/bird-projections.png");

	run("Occlusion Scan...", "model=mobilenet2-birds image=[" + title + "] size=40 stride=8 output=[" + folder + "]");
	lowest = 0;
	for (i = 1; i < nResults; i++) if (getResult("probability", i) < getResult("probability", lowest)) lowest = i;
	print("The probability is lowest with a grey square of 40 pixels at x = " + getResult("x", lowest) + ", y = " +
		getResult("y", lowest) + " of the input (" + d2s(100 * getResult("probability", lowest), 1) + " %): " + folder +
		"/occlusion-overlay.png, the maps beside it and occlusion.csv");
}

// Projects the strongest map of each layer, and combines the network's input and the projections to one picture.
function row(name, method) {
	selectImage(title);
	run("Duplicate...", "title=" + name);
	asInput();
	label(method);
	for (k = 0; k < layers.length; k++) {
		to = folder + "/" + method + "/" + layers[k];
		run("Deconvnet Projection...", "model=mobilenet2-birds image=[" + title + "] layer=" + layers[k] +
			" maps=[strongest 1] method=" + method + " output=[" + to + "]");
		map = getResult("map", 0);
		close("Projections *");
		close("Patches *");
		close("Receptive fields *");
		open(to + "/projection.tif");
		composite = getImageID();
		run("RGB Color");
		rename("tile");
		text = layers[k] + ", map " + map;
		label(text);
		close("projection.tif");
		run("Combine...", "stack1=" + name + " stack2=tile");
		rename(name);
	}
}

// Scales the current image so that its shorter side is 256 pixels, and takes the 224 x 224 pixels in its centre.
function asInput() {
	scale = 256 / minOf(getWidth(), getHeight());
	run("Size...", "width=" + round(getWidth() * scale) + " height=" + round(getHeight() * scale) +
		" average interpolation=Bilinear");
	makeRectangle(floor((getWidth() - 224) / 2), floor((getHeight() - 224) / 2), 224, 224);
	run("Crop");
}

// Writes a word into the lower left corner of the current image.
function label(text) {
	setFont("SansSerif", 16, "antialiased");
	setColor(0, 0, 0);
	drawString(text, 6, getHeight() - 5);
	setColor(255, 255, 255);
	drawString(text, 5, getHeight() - 6);
}

// The value of a key in the argument, or what holds where the key is left out.
function setting(key, otherwise) {
	given = split(getArgument(), ";");
	for (g = 0; g < given.length; g++) if (startsWith(given[g], key + "=")) return substring(given[g], lengthOf(key) + 1);
	return otherwise;
}

// Ends the macro where the argument holds anything but these keys.
function checkKeys(keys) {
	accepted = split(keys, ",");
	given = split(getArgument(), ";");
	for (g = 0; g < given.length; g++) {
		known = false;
		for (k = 0; k < accepted.length; k++) if (startsWith(given[g], accepted[k] + "=")) known = true;
		if (!known) exit("The argument has '" + given[g] + "'; key=value is accepted, separated by semicolons, with the keys "
			+ keys);
	}
}
