// Table 1 of Zeiler & Fergus (2013): whether a network has learnt, unasked, that eyes are eyes and noses are noses.
//
// Hides each part in each picture, compares the change of the layers from picture to picture (Delta: the lower, the more
// alike), and does the same with random squares. Makes in OUTPUT: correspondence.csv, correspondence.png (bars with standard
// errors), occluders.png (what was hidden), table1.txt (the table, and which parts are lower than random beyond the
// errors: their difference is more than the root of the sum of both squared errors).
//
// Argument: MODEL;FOLDER;PARTS;OUTPUT[;LAYERS], with
//   MODEL   an installed model's name or a model folder
//   FOLDER  the pictures
//   PARTS   a CSV file with the columns file, part, x, y, such as Click_parts.ijm makes
//   OUTPUT  folder for the results
//   LAYERS  names of layers, separated by commas; without it, an early, a middle and a late one
// Headless, from the project's root (built with mvn package):
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Table1_correspondence.ijm "squeezenet1.0;/path/to/pictures;/path/to/parts.csv;/path/to/output"

arguments = split(getArgument(), ";");
layers = "";
if (arguments.length == 0) {
	model = getString("Model", "squeezenet1.0");
	folder = getDirectory("Folder of pictures");
	parts = File.openDialog("Table of parts");
	output = getDirectory("Folder for the results");
} else {
	if (arguments.length < 4) exit("Table 1: the argument is '" + getArgument() + "'; MODEL;FOLDER;PARTS;OUTPUT[;LAYERS] is accepted");
	model = arguments[0];
	folder = arguments[1];
	parts = arguments[2];
	output = arguments[3];
	if (arguments.length > 4) layers = arguments[4];
}

setBatchMode(true);
options = "model=[" + model + "] folder=[" + folder + "] parts=[" + parts + "] output=[" + output + "]";
if (layers != "") options += " layers=[" + layers + "]";
run("Part Correspondence...", options);

text = "part, layer: Delta +- standard error (pairs)\n";
for (i = 0; i < nResults; i++) {
	part = getResultString("part", i);
	layer = getResultString("layer", i);
	delta = getResult("delta_mean", i);
	sem = getResult("delta_sem", i);
	text += part + ", " + layer + ": " + d2s(delta, 4) + " +- " + d2s(sem, 4) + " (" + getResult("pairs", i) + ")";
	if (part != "random") {
		for (k = 0; k < nResults; k++) {
			if (getResultString("part", k) != "random" || getResultString("layer", k) != layer) continue;
			difference = getResult("delta_mean", k) - delta;
			error = sqrt(sem * sem + pow(getResult("delta_sem", k), 2));
			if (difference > error) text += " lower than random beyond the errors";
			else if (difference < -error) text += " higher than random beyond the errors";
			else text += " not different from random beyond the errors";
			text += " (by " + d2s(difference / error, 1) + " of them)";
		}
	}
	text += "\n";
}
File.saveString(text, output + File.separator + "table1.txt");
print(text);
