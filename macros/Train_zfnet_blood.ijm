// Trains the network zfnet-blood that comes along with the plugin, and installs it: it tells red blood cells, white blood
// cells and platelets of stained blood smears apart. The data are the micrographs of BCCD (MIT licence), with a box around
// each cell in VOC XML; https://github.com/Shenggan/BCCD_Dataset
//
// A crop is the square around the centre of a box, half as wide again as the box's longer side and at least 48 pixels wide, so
// that the cell is seen with its surroundings; moved into the micrograph where it leaves it, and scaled to 64 x 64 pixels.
// Most cells are red: of these, at most three of a micrograph, chosen at random, are taken, in all parts of the data, and rare
// cells count more in training. Boxes with a side under 10 pixels are left out. The data's own split is by micrograph: train
// is trained on, val validated on after each epoch, and test looked at only at the end.
//
// Makes in OUTPUT: crops/PART/CLASS/*.png, history.csv, the checkpoints, the tables of Evaluate in val and test, and
// filters/filters.png (the first layer's filters) and crops.png (some crops, a row a class) to look at.
//
// Argument: DATA;OUTPUT, both optional, with
//   DATA    folder with annotations, images and splits; without it, BCCD beside the project
//   OUTPUT  folder for the results; without it, target/zfnet-blood
// An interrupted training goes on where it was when the macro is run again. bfloat16 makes training faster by a third on
// processors that have it: set it in ZFNet Options before.
// Headless, from the project's root, after mvn -B -q package -DskipTests:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main \
//     macros/Train_zfnet_blood.ijm

side = 64;
context = 1.5;
leastContext = 48;
leastBox = 10;
redCells = 3;
seed = 1;

data = "../shared/data/bccd";
output = "target/zfnet-blood";
argument = split(getArgument(), ";");
if (argument.length > 0) data = argument[0];
if (argument.length > 1) output = argument[1];

codes = newArray("Platelets", "RBC", "WBC");
classes = newArray("platelet", "red blood cell", "white blood cell");
parts = newArray("train", "val", "test");

setBatchMode(true);
random("seed", seed);
for (p = 0; p < parts.length; p++) cropPart(parts[p]);
resume = "";
if (File.exists(output + "/latest.training")) resume = " resume";
// The task is so easy that the usual weight decay and fewer steps do as well or better, but leave the filters of the first layer as random
// as they began. Small batches, which make more steps of an epoch, and a decay ten times the usual let what is learnt remain.
run("Train Network...", "architecture=zfnet-tiny train=[" + output + "/crops/train] validation=[" + output + "/crops/val]"
	+ " name=zfnet-blood replace epochs=80 batch=8 rate=0.01 momentum=0.9 dropout=0.5 clip=0.1 decay=0.005"
	+ " schedule=cosine warmup=1 balanced seed=" + seed + " checkpoints=80 output=[" + output + "]" + resume);
evaluate();
look();

// Crops all cells of a part's micrographs.
function cropPart(part) {
	for (c = 0; c < classes.length; c++) makeFolders(output + "/crops/" + part + "/" + classes[c]);
	counts = newArray(classes.length);
	left = 0;
	names = split(File.openAsString(data + "/splits/" + part + ".txt"), "\n");
	for (n = 0; n < names.length; n++) {
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
			file = output + "/crops/" + part + "/" + classes[box[0]] + "/" + name + "-" + IJ.pad(b, 2) + ".png";
			saveCrop(box[1], box[2], box[3], box[4], file);
			counts[box[0]] += 1;
		}
		close("*");
	}
	text = part + ": " + names.length + " micrographs";
	for (c = 0; c < classes.length; c++) text += ", " + counts[c] + " crops of class " + classes[c];
	print(text + "; " + left + " boxes left out as too small");
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
		// The rest of the list is yet to be drawn from.
		drawn = r + floor(random() * (red.length - r));
		box = red[drawn];
		red[drawn] = red[r];
		red[r] = box;
		chosen = Array.concat(chosen, box);
	}
	return chosen;
}

// What stands between the first pair of an element's tags.
function between(xml, element) {
	start = indexOf(xml, "<" + element + ">") + lengthOf(element) + 2;
	return substring(xml, start, indexOf(xml, "</" + element + ">"));
}

// The crop of a box out of the current image.
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

// Evaluates the network on the crops that it was not trained on.
function evaluate() {
	for (p = 1; p < parts.length; p++) {
		target = output + "/" + parts[p];
		run("Evaluate...", "models=zfnet-blood folder=[" + output + "/crops/" + parts[p] + "] output=[" + target + "]");
		print(parts[p] + ": " + d2s(100 * (1 - getResult("top1_error", 0)), 1) + " % of " + getResult("images", 0)
			+ " crops right");
		print(File.openAsString(target + "/confusion.csv"));
		close("*");
	}
}

// Some crops, a row a class, and the filters of the first layer.
function look() {
	for (c = 0; c < classes.length; c++) {
		folder = output + "/crops/val/" + classes[c];
		files = getFileList(folder);
		Array.sort(files);
		for (f = 0; f < minOf(12, files.length); f++) open(folder + "/" + files[f]);
	}
	run("Images to Stack", "name=crops");
	run("Make Montage...", "columns=12 rows=" + classes.length + " scale=1 border=1");
	saveAs("PNG", output + "/crops.png");
	close("*");
	run("Filters and Spectra...", "model=zfnet-blood output=[" + output + "/filters]");
	close("*");
}
