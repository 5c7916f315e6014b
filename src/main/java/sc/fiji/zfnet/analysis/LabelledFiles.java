package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.zfnet.image.PictureFolder;

/**
 * Picture files with their classes.
 *
 * @param files the files, sorted
 * @param labels for each file the index of its class
 * @param classes names of the classes, sorted
 */
public record LabelledFiles(List<Path> files, List<Integer> labels, List<String> classes) {

	/**
	 * @throws IllegalArgumentException when there is not one class a file
	 */
	public LabelledFiles {
		files = List.copyOf(files);
		labels = List.copyOf(labels);
		classes = List.copyOf(classes);
		if (files.size() != labels.size()) throw new IllegalArgumentException("There are " + labels.size() + " labels for " +
			files.size() + " files; one a file is accepted");
	}

	/**
	 * The pictures of a folder with a subfolder a class.
	 *
	 * @throws IOException when a picture is in no subfolder
	 */
	public static LabelledFiles of(final PictureFolder folder) throws IOException {
		final List<String> classes = folder.classes();
		final List<PictureFolder.Labelled> pictures = folder.labelled();
		return new LabelledFiles(pictures.stream().map(PictureFolder.Labelled::path).toList(), pictures.stream().map(
			picture -> classes.indexOf(picture.className())).toList(), classes);
	}
}
