// Table 1 of Zeiler & Fergus (2013): whether a network has implicitly learnt to recognise corresponding parts, such as
// eyes and noses.
//
// Covers each part in each picture, compares the resulting change of the layers between pictures (Delta: the lower, the
// more consistent), and does the same with random squares. Makes in the output folder: correspondence.csv,
// correspondence.png (bars with standard errors), occluders.png (the occluders), table1.txt (the table, and the parts
// whose Delta is significantly lower than for random squares: by more than the root of the sum of both squared errors).
//
// Arguments, as key=value separated by semicolons:
//   model    an installed model's name or a model folder   (required)
//   folder   the pictures                                  (required)
//   parts    a CSV file with the columns file, part, x, y, such as from Click_parts.ijm   (required)
//   output   folder for the results                        (required)
//   layers   names of layers, separated by commas          (an early, a middle and a late one)
// Without an argument, it shows a dialog.
// Headless, from the project's root (built with mvn package):
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Table1_correspondence.ijm "model=squeezenet1.0;folder=/path/to/pictures;parts=/path/to/parts.csv;output=/path/to/output"

layers = "";
if (getArgument() == "") {
	model = getString("Model", "squeezenet1.0");
	folder = getDirectory("Folder of pictures");
	parts = File.openDialog("Table of parts");
	output = getDirectory("Folder for the results");
} else {
	checkKeys("model,folder,parts,output,layers", "model,folder,parts,output");
	model = setting("model", "");
	folder = setting("folder", "");
	parts = setting("parts", "");
	output = setting("output", "");
	layers = setting("layers", "");
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
