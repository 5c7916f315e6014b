package sc.fiji.zfnet.figure.activations;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import ij.text.TextWindow;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/** Lets a double click on a row of a table of units open the unit's picture with its receptive field selected. */
public record PictureOpener(PictureFolder folder, Shape input) {

	/** Shows a table with the columns file, rf_x, rf_y, rf_width and rf_height, where there is a display. */
	public void show(final ResultsTable table, final String title) {
		if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || Interpreter.isBatchMode()) return;
		// An older table has a listener for its own folder.
		if (WindowManager.getFrame(title) instanceof TextWindow older) older.close();
		table.show(title);
		final Frame window = WindowManager.getFrame(title);
		if (!(window instanceof TextWindow text)) return;
		final TextPanel panel = text.getTextPanel();
		panel.addMouseListener(new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent event) {
				final int row = panel.getSelectionStart();
				if (event.getClickCount() == 2 && row >= 0) new Thread(() -> open(panel.getResultsTable(), row),
					"ZFNet picture").start();
			}
		});
	}

	/** Opens the picture of a row; the table may have been sorted since. */
	public ImagePlus open(final ResultsTable table, final int row) {
		if (table == null || row >= table.size()) return null;
		final Path file = folder.folder().resolve(table.getStringValue("file", row));
		final ImagePlus picture = IJ.openImage(file.toString());
		if (picture == null) return null;
		select(picture, new Region((int) table.getValue("rf_x", row), (int) table.getValue("rf_y", row), (int) table.getValue(
			"rf_width", row), (int) table.getValue("rf_height", row)));
		picture.show();
		return picture;
	}

	private void select(final ImagePlus picture, final Region field) {
		final Rectangle2D.Double area = InputScaling.of(Pictures.of(picture, new InputChannels(picture.getNChannels(), false)), input).toPicture(field);
		picture.setRoi(new Roi(area.x, area.y, area.width, area.height));
	}
}
