package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.PictureFile;

/**
 * Picture files with their classes.
 *
 * @param files the files, sorted
 * @param labels class index of each file
 * @param classes names of the classes, sorted
 */
public record LabelledFiles(List<PictureFile> files, List<Integer> labels, List<String> classes) {

	/**
	 * @throws IllegalArgumentException if there is not one class per file
	 */
	public LabelledFiles {
		files = List.copyOf(files);
		labels = List.copyOf(labels);
		classes = List.copyOf(classes);
		if (files.size() != labels.size()) throw new IllegalArgumentException("There are " + labels.size() + " labels for " +
			files.size() + " files; one per file is required");
	}

	/**
	 * The pictures of a folder with one subfolder per class.
	 *
	 * @throws IOException when a picture is in no subfolder
	 */
	public static LabelledFiles of(final PictureFolder folder) throws IOException {
		final List<String> classes = folder.classes();
		final List<PictureFolder.Labelled> pictures = folder.labelled();
		return new LabelledFiles(pictures.stream().map(PictureFolder.Labelled::picture).toList(), pictures.stream().map(
			picture -> classes.indexOf(picture.className())).toList(), classes);
	}

	/**
	 * The same files with another list of classes; case is ignored.
	 *
	 * @param known names of the classes, including classes without files
	 * @throws IllegalArgumentException when one of the classes is not among them
	 */
	public LabelledFiles withClasses(final List<String> known) {
		final List<Integer> indices = classes.stream().map(name -> IntStream.range(0, known.size()).filter(i -> known.get(i)
			.equalsIgnoreCase(name)).boxed().findFirst().orElseThrow(() -> new IllegalArgumentException("The class '" + name +
				"' of a validation picture is not a class of the training pictures; accepted classes: " + String.join(", ",
					known)))).toList();
		return new LabelledFiles(files, labels.stream().map(indices::get).toList(), known);
	}
}
