// Records mouse clicks on the parts of objects in the pictures of a folder, for Part Correspondence and
// Table1_correspondence.ijm.
//
// Shows one picture after another and asks for a click on each part, such as right_eye, left_eye and nose. To skip a part
// that is not visible, press OK without a click. Makes a CSV file with the columns file, part, x, y (pixels of the
// picture), adds every click to the ROI Manager as FILE:PART, and finally runs Part Correspondence if requested.
//
// No argument. Needs a display: run it from the macro editor or with Plugins > Macros > Run...

folder = getDirectory("Folder of pictures");
Dialog.create("Click parts");
Dialog.addString("Parts, separated by commas", "right_eye,left_eye,nose", 40);
Dialog.addString("Name of the table, in the folder", "parts.csv", 40);
Dialog.addCheckbox("Measure the correspondence afterwards", true);
Dialog.addString("Model", "squeezenet1.0", 40);
Dialog.show();
parts = split(Dialog.getString(), ",");
table = folder + Dialog.getString();
measure = Dialog.getCheckbox();
model = Dialog.getString();

files = getFileList(folder);
Array.sort(files);
text = "file,part,x,y\n";
clicks = 0;
for (i = 0; i < files.length; i++) {
	if (!isPicture(files[i])) continue;
	open(folder + files[i]);
	id = getImageID();
	for (k = 0; k < parts.length; k++) {
		selectImage(id);
		run("Select None");
		setTool("point");
		waitForUser("Click parts", "Click on the " + parts[k] + " of " + files[i] + ", then OK.\nIf it is not to be seen, OK alone.");
		selectImage(id);
		if (selectionType() != 10) continue;
		getSelectionCoordinates(xs, ys);
		if (xs.length > 1) print(files[i] + " has several points for " + parts[k] + "; the last one is used");
		x = xs[xs.length - 1];
		y = ys[ys.length - 1];
		file = quoted(files[i]);
		part = quoted(parts[k]);
		text += file + "," + part + "," + x + "," + y + "\n";
		clicks++;
		makePoint(x, y);
		Roi.setName(files[i] + ":" + parts[k]);
		roiManager("add");
	}
	selectImage(id);
	close();
}
if (clicks == 0) exit("No part was clicked in the pictures of " + folder);
File.saveString(text, table);
print("Wrote " + clicks + " positions to " + table);
if (measure) run("Part Correspondence...", "model=[" + model + "] folder=[" + folder + "] parts=[" + table + "] output=[" + folder + "correspondence]");

function isPicture(file) {
	endings = newArray(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp");
	for (e = 0; e < endings.length; e++) if (endsWith(toLowerCase(file), endings[e])) return true;
	return false;
}

function quoted(cell) {
	if (indexOf(cell, ",") < 0 && indexOf(cell, "\"") < 0) return cell;
	return "\"" + replace(cell, "\"", "\"\"") + "\"";
}
