// Crops the cells from the micrographs of BCCD (MIT licence), which have a bounding box for each cell in VOC XML, into one
// folder per class, for Train Network, Evaluate and Transfer Learning; https://github.com/Shenggan/BCCD_Dataset
//
// A crop is a square around the centre of a box, 1.5 times as wide as the longer side of the box and at least 48 pixels
// wide, so that it shows the cell with its surroundings. It is moved inside the micrograph if necessary, and scaled to
// 64 x 64 pixels. Most cells are red; at most three red cells per micrograph are taken, chosen at random. Boxes with a side
// under 10 pixels are left out. The data set's own split, by micrograph, is kept.
//
// Makes in the output folder: PART/CLASS/*.png, with the parts train, val and test. The crops are the same each time.
//
// Arguments, as key=value separated by semicolons:
//   data     folder with annotations, images and splits    (BCCD beside the project)
//   output   folder for the crops                          (target/bccd-crops)
//   most     maximum number of micrographs per part        (all)
// Other macros run it with runMacro. It then returns the output folder, or nothing if it failed. Headless, from the
// project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main macros/Crop_bccd.ijm

side = 64;
context = 1.5;
leastContext = 48;
leastBox = 10;
redCells = 3;

checkKeys("data,output,most", "");
data = setting("data", "../shared/data/bccd");
output = setting("output", "target/bccd-crops");
most = setting("most", "1000000");
most = parseInt(most);
if (!File.isDirectory(data + "/annotations")) exit("The folder '" + data
	+ "' has no annotations; the folder of BCCD, with annotations, images and splits, is accepted");

codes = newArray("Platelets", "RBC", "WBC");
classes = newArray("platelet", "red blood cell", "white blood cell");
parts = newArray("train", "val", "test");

setBatchMode(true);
random("seed", 1);
for (p = 0; p < parts.length; p++) cropPart(parts[p]);
return output;

// Crops all cells of a part's micrographs.
function cropPart(part) {
	for (c = 0; c < classes.length; c++) makeFolders(output + "/" + part + "/" + classes[c]);
	counts = newArray(classes.length);
	left = 0;
	names = split(File.openAsString(data + "/splits/" + part + ".txt"), "\n");
	count = minOf(most, names.length);
	for (n = 0; n < count; n++) {
		name = String.trim(names[n]);
		boxes = chosenBoxes(File.openAsString(data + "/annotations/" + name + ".xml"));
		if (boxes.length > 0) open(data + "/images/" + name + ".jpg");
		for (b = 0; b < boxes.length; b++) {
			box = split(boxes[b], " ");
			for (i = 0; i < box.length; i++) box[i] = parseInt(box[i]);
			if (minOf(box[3], box[4]) < leastBox) {
				left++;
				continue;
			}
			file = output + "/" + part + "/" + classes[box[0]] + "/" + name + "-" + IJ.pad(b, 2) + ".png";
			saveCrop(box[1], box[2], box[3], box[4], file);
			counts[box[0]] += 1;
		}
		close("*");
	}
	text = part + ": " + count + " micrographs";
	for (c = 0; c < classes.length; c++) text += ", " + counts[c] + " crops of class " + classes[c];
	print(text + "; " + left + " boxes skipped because they are too small");
}

// The boxes of a micrograph as "CLASS X Y WIDTH HEIGHT"; all platelets and white cells, and some red cells.
function chosenBoxes(xml) {
	chosen = newArray(0);
	red = newArray(0);
	objects = split(xml, "(<object>)");
	for (o = 1; o < objects.length; o++) {
		code = between(objects[o], "name");
		class = -1;
		for (c = 0; c < codes.length; c++) if (codes[c] == code) class = c;
		if (class < 0) exit("The cell type '" + code + "' is not known; Platelets, RBC and WBC are accepted");
		x = parseInt(between(objects[o], "xmin"));
		y = parseInt(between(objects[o], "ymin"));
		box = "" + class + " " + x + " " + y + " " + (parseInt(between(objects[o], "xmax")) - x) + " "
			+ (parseInt(between(objects[o], "ymax")) - y);
		if (code == "RBC") red = Array.concat(red, box);
		else chosen = Array.concat(chosen, box);
	}
	for (r = 0; r < minOf(redCells, red.length); r++) {
		// The remaining entries have not been drawn yet.
		drawn = r + floor(random() * (red.length - r));
		box = red[drawn];
		red[drawn] = red[r];
		red[r] = box;
		chosen = Array.concat(chosen, box);
	}
	return chosen;
}

// The text between the first pair of an element's tags.
function between(xml, element) {
	start = indexOf(xml, "<" + element + ">") + lengthOf(element) + 2;
	return substring(xml, start, indexOf(xml, "</" + element + ">"));
}

// Crops a box from the current image.
function saveCrop(x, y, width, height, file) {
	micrograph = getImageID();
	crop = round(maxOf(leastContext, context * maxOf(width, height)));
	crop = minOf(crop, minOf(getWidth(), getHeight()));
	left = minOf(maxOf(0, round(x + width / 2 - crop / 2)), getWidth() - crop);
	top = minOf(maxOf(0, round(y + height / 2 - crop / 2)), getHeight() - crop);
	makeRectangle(left, top, crop, crop);
	run("Duplicate...", "title=crop");
	run("Size...", "width=" + side + " height=" + side + " average interpolation=Bilinear");
	saveAs("PNG", file);
	close();
	selectImage(micrograph);
}

function makeFolders(path) {
	if (File.exists(path)) return;
	makeFolders(File.getParent(path));
	File.makeDirectory(path);
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
