package sc.fiji.zfnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Layer;

/** Keeps the walls between the packages: what each may know. */
class ArchitectureWallsTest {

	private static final String ROOT = "sc.fiji.zfnet.";
	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("sc.fiji.zfnet");

	/** From the bottom to the top: a package may know those of the rows before its own. */
	private static final String[][] FLOORS = { { "text" }, { "network", "progress", "files", "concurrent" }, { "onnx", "tensorflow", "picture" }, {
		"model" }, { "training" }, { "analysis" }, { "image", "service" }, { "figure" }, { "command" }, { "ij1" } };

	@Test
	void nothingPointsUp() {
		for (int floor = 0; floor < FLOORS.length; floor++)
			for (final String lower : FLOORS[floor])
				for (int above = floor + 1; above < FLOORS.length; above++)
					for (final String upper : FLOORS[above])
						noClasses().that().resideInAPackage(ROOT + lower + "..").should().dependOnClassesThat().resideInAPackage(ROOT +
							upper + "..").allowEmptyShould(true).check(CLASSES);
	}

	@Test
	void packagesKnowEachOtherOneWay() {
		slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void figuresAndInstalledModelsKnowNothingOfEachOther() {
		for (final String[] pair : new String[][] { { "figure", "service" }, { "service", "figure" } })
			noClasses().that().resideInAPackage(ROOT + pair[0] + "..").should().dependOnClassesThat().resideInAPackage(ROOT +
				pair[1] + "..").check(CLASSES);
	}

	@Test
	void commandsAloneReadKeys() {
		noClasses().that().resideOutsideOfPackages(ROOT + "command..", ROOT + "ij1..").should().dependOnClassesThat()
			.resideInAPackage(ROOT + "command.key..").check(CLASSES);
	}

	@Test
	void onlyTheEngineKnowsTensorFlow() {
		noClasses().that().resideOutsideOfPackage(ROOT + "tensorflow..").should().dependOnClassesThat().resideInAPackage(
			"org.tensorflow..").check(CLASSES);
	}

	/** {@link ImageJWallTest} shows it for what is not named, too. */
	@Test
	void theRoomsBelowTheImagesKnowNothingOfThem() {
		for (final String room : WithoutImageJ.ROOMS)
			noClasses().that().resideInAPackage(ROOT + room + "..").should().transitivelyDependOnClassesThat().resideInAnyPackage(
				"ij..", ROOT + "image..").check(CLASSES);
	}

	@Test
	void onlyTheFrontKnowsImageJ() {
		noClasses().that().resideOutsideOfPackages(ROOT + "command..", ROOT + "figure..", ROOT + "ij1..", ROOT + "image..",
			"sc.fiji.zfnet").should().dependOnClassesThat().resideInAPackage("ij..").check(CLASSES);
	}

	/**
	 * What a layer does is asked of the layer, so that a new type of layer is a class in each of these packages; the check of
	 * the computations makes layers of all types.
	 */
	@Test
	void onlyTheirOperationsAndFilesKnowTheTypesOfLayers() {
		final DescribedPredicate<JavaClass> layers = JavaClass.Predicates.assignableTo(Layer.class).and(DescribedPredicate.not(
			JavaClass.Predicates.equivalentTo(Layer.class)));
		noClasses().that().resideOutsideOfPackages(ROOT + "network", ROOT + "network.plain", ROOT + "tensorflow.operations", ROOT +
			"tensorflow.check", ROOT + "onnx").should().dependOnClassesThat(layers).check(CLASSES);
	}
}
