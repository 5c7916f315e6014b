// Runs an occlusion scan on every picture in a folder. Writes the maps of each picture to a folder with its name, and one
// summary table.
//
// Makes in the output folder: one folder per picture, with occlusion-probability.tif, occlusion-activation.tif,
// occlusion-class.tif, occlusion.csv and occlusion-overlay.png; and occlusion-summary.csv: file, class, clean (probability
// of the class without occluder), lowest (lowest probability with occluder), x, y (top-left corner of the occluder at that
// position, in input pixels), positions.
//
// Arguments, as key=value separated by semicolons:
//   folder   the pictures                                  (required)
//   output   folder for the files                          (required)
//   model    an installed model's name or a model folder   (the default model)
//   label    class whose probability is mapped             (each picture's top-1 class)
//   size     side of the occluder in input pixels          (50 of 224)
//   stride   stride in input pixels                        (4 of 224)
//   fill     gray, mean, black or white                    (gray)
//
// Without a display:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main
//     macros/Batch_occlusion.ijm "model=mymodel;folder=/data/cells;output=/data/maps"

settings = split(getArgument(), ";");
options = "";
model = "";
folder = "";
output = "";
for (i = 0; i < settings.length; i++) {
	separator = indexOf(settings[i], "=");
	if (separator < 1) exit("The argument '" + settings[i] + "' is not understood; key=value is accepted");
	key = substring(settings[i], 0, separator);
	value = substring(settings[i], separator + 1);
	if (key == "folder") folder = value;
	else if (key == "output") output = value;
	else if (key == "model") model = " model=[" + value + "]";
	else options = options + " " + key + "=[" + value + "]";
}
if (folder == "" || output == "") exit("The argument names no folder of pictures or no output folder; folder=FOLDER;output=FOLDER is required");
if (!File.isDirectory(folder)) exit("The folder '" + folder + "' is not there");

setBatchMode(true);
files = getFileList(folder);
summary = "file,class,clean,lowest,x,y,positions\n";
done = 0;
for (i = 0; i < files.length; i++) {
	if (!isPicture(files[i])) continue;
	path = folder + File.separator + files[i];
	run("Classify...", "image=[" + path + "] top=1" + model);
	clean = getResult("probability", 0);
	target = output + File.separator + files[i];
	run("Occlusion Scan...", "image=[" + path + "] output=[" + target + "]" + model + options);
	lowest = 0;
	for (row = 1; row < nResults; row++)
		if (getResult("probability", row) < getResult("probability", lowest)) lowest = row;
	if (indexOf(options, " label=") >= 0) clean = cleanProbability(target);
	summary = summary + quote(files[i]) + "," + quote(getResultString("label", lowest)) + "," + clean + "," + getResult("probability", lowest)
		+ "," + getResult("x", lowest) + "," + getResult("y", lowest) + "," + nResults + "\n";
	close("*");
	done++;
}
if (done == 0) exit("The folder '" + folder + "' holds no picture");
File.saveString(summary, output + File.separator + "occlusion-summary.csv");

function isPicture(name) {
	extensions = newArray(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp");
	for (k = 0; k < extensions.length; k++)
		if (endsWith(toLowerCase(name), extensions[k])) return true;
	return false;
}

// A value of the picture without occluder, from the map's information.
function cleanProbability(target) {
	open(target + File.separator + "occlusion-probability.tif");
	lines = split(getMetadata("Info"), "\n");
	close();
	for (k = 0; k < lines.length; k++)
		if (startsWith(lines[k], "clean_probability=")) return parseFloat(substring(lines[k], 18));
	return NaN;
}

function quote(text) {
	if (indexOf(text, ",") < 0) return text;
	return "\"" + text + "\"";
}
