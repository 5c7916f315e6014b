// Figure 7 of Zeiler & Fergus 2013: the model's response to a picture as an occluder moves over it.
//
// Makes in the output folder: occlusion-overlay.png (picture, activation of the strongest feature map, class probability
// and top-1 class, with legends), the three maps as calibrated TIFF files, occlusion.csv, and, if a folder of other
// pictures is given, occlusion-projection.png: the projections of the feature map's strongest unit in the picture and in
// the pictures of the folder that activate it most, each beside its patch.
//
// Arguments, as key=value separated by semicolons:
//   model    an installed model's name or a model folder   (the default model)
//   image    path of the picture                           (the current image)
//   output   folder for the files                          (required)
//   folder   folder of other pictures                      (none)
//   label    class whose probability is mapped             (the top-1 class)
//   size     side of the occluder in input pixels          (50 of 224)
//   stride   stride in input pixels                        (4 of 224)
//   fill     gray, mean, black or white                    (gray)
//
// Without a display:
//   java --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$(cat target/classpath)" sc.fiji.zfnet.Main
//     macros/Figure7_occlusion.ijm "model=mymodel;image=/data/cell.png;output=/data/figure7"

settings = split(getArgument(), ";");
options = "";
given = "";
for (i = 0; i < settings.length; i++) {
	separator = indexOf(settings[i], "=");
	if (separator < 1) exit("The argument '" + settings[i] + "' is not understood; key=value is accepted");
	key = substring(settings[i], 0, separator);
	options = options + " " + key + "=[" + substring(settings[i], separator + 1) + "]";
	given = given + " " + key + " ";
}
if (indexOf(given, " output ") < 0) exit("The argument names no output folder; output=FOLDER is required");
run("Occlusion Scan...", options);
