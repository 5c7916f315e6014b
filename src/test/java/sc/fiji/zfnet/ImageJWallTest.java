package sc.fiji.zfnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments run where there is no ImageJ, and so does everything below them. */
class ImageJWallTest {

	private static final List<String> FORMATS = List.of("png", "jpg", "tif", "bmp");

	@TempDir
	private Path folder;

	@Test
	void experimentsRunWithoutImageJOnTheClassPath() throws IOException, InterruptedException {
		final List<String> parts = List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
			.split(File.pathSeparator));
		final String classPath = parts.stream().filter(part -> !new File(part).getName().matches("ij-.*|ij1-patcher.*")).collect(
			Collectors.joining(File.pathSeparator));
		assertTrue(classPath.split(File.pathSeparator).length < parts.size(), "ImageJ was on the class path before");
		final Path model = Path.of("models", "zfnet-tiny").toAbsolutePath();
		final List<String> classes = Files.readAllLines(model.resolve("labels.txt")).subList(0, 2);
		for (final String name : classes)
			for (int i = 0; i < FORMATS.size(); i++)
				write(Files.createDirectories(folder.resolve(name)).resolve(i + "." + FORMATS.get(i)), FORMATS.get(i), i);
		Files.write(folder.resolve(classes.get(0)).resolve("needs-imagej.fits"), "SIMPLE".getBytes(StandardCharsets.US_ASCII));
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
			"-Djava.awt.headless=true", "-cp", classPath, WithoutImageJ.class.getName(), model.toString(), folder.toString(),
			Path.of("target", "classes").toAbsolutePath().toString()).redirectErrorStream(true).start();
		final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), output);
		final List<String> lines = Arrays.asList(output.split("\n"));
		assertTrue(lines.contains("units 18 skipped 1"), output);
		assertTrue(lines.stream().anyMatch(line -> line.matches("classes [1-9]\\d\\d")), output);
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("top1 ModelErrors[") && line.contains("8")), output);
		assertFalse(output.contains("NoClassDefFoundError"), output);
	}

	private static void write(final Path file, final String format, final int seed) throws IOException {
		final BufferedImage image = new BufferedImage(80, 70, BufferedImage.TYPE_3BYTE_BGR);
		final Random random = new Random(seed);
		for (int i = 0; i < 80 * 70; i++)
			image.setRGB(i % 80, i / 80, random.nextInt());
		assertTrue(ImageIO.write(image, format, file.toFile()));
	}
}
