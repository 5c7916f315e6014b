package sc.fiji.zfnet.testing;

import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import sc.fiji.zfnet.command.ZFNetCommand;
import sc.fiji.zfnet.command.key.CurrentImages;

/** Prints the title of the image that the key {@code image} names. */
@Plugin(type = Command.class, label = "Current Image...", visible = false)
public class CurrentImage extends ZFNetCommand {

	@Parameter(required = false, persist = false)
	private String image = "";

	@Override
	protected void execute() throws IOException {
		IJ.log("image: " + CurrentImages.resolve(image).getTitle());
	}
}
