package sc.fiji.zfnet.tensorflow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.check.LayerVerdict.Direction;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.UnitRows;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** That no type of layer escapes the check, and that each is caught in every direction when it is computed wrongly. */
class EveryLayerTypeTest {

	private static final int ROUNDS = 4;

	/** Dropout does nothing but in training, where it is random. */
	@Test
	void everyTypeButDropoutHasPlainLoopsAndIsAmongTheRandomLayers() {
		final Set<String> types = new ClassFileImporter().importPackages("sc.fiji.zfnet.network").stream().filter(
			type -> type.isAssignableTo(Layer.class) && !type.isInterface() && !type.getModifiers().contains(
				JavaModifier.ABSTRACT)).map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
		assertTrue(types.remove(Dropout.class.getName()));
		final Set<String> drawn = new TreeSet<>();
		for (final LayerCase layer : new RandomLayers(new Random(1)).next()) {
			assertFalse(layer.node().layer().plain().isEmpty(), layer.setting());
			drawn.add(layer.node().layer().getClass().getName());
		}
		assertEquals(types, drawn);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyTypeIsRightInEveryDirection(final boolean training) {
		final RandomLayers layers = new RandomLayers(new Random(2));
		for (int round = 0; round < ROUNDS; round++)
			for (final LayerVerdict verdict : check(layers.next(), LayerComputation.OPERATIONS, training))
				assertTrue(verdict.right(), verdict.direction() + " of " + verdict.layer().setting() + " is off by " + verdict
					.error());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyTypeIsCaughtInEveryDirectionWhenItIsWrong(final boolean training) {
		final Set<Direction> seen = new TreeSet<>();
		for (final LayerVerdict verdict : check(new RandomLayers(new Random(3)).next(), new Wrong(), training)) {
			assertFalse(verdict.right(), verdict.direction() + " of " + verdict.layer().setting());
			seen.add(verdict.direction());
		}
		assertEquals(training ? Set.of(Direction.FORWARD, Direction.BACKWARD, Direction.KERNEL_GRADIENT) : Set.of(
			Direction.FORWARD, Direction.SINGLE_UNITS, Direction.DOWN, Direction.DOWN_GRADIENT, Direction.DOWN_GUIDED), seen);
	}

	private static List<LayerVerdict> check(final List<LayerCase> layers, final LayerComputation computation,
		final boolean training)
	{
		return new LayerCheck(EngineOptions.DEFAULT, computation, 5).check(layers, training);
	}

	/** Everything is off by a tenth and a little more. */
	private static final class Wrong implements LayerComputation {

		@Override
		public Operand<TFloat32> forward(final Ops tf, final Node node, final List<Operand<TFloat32>> inputs,
			final WeightOperands weights)
		{
			return wrong(tf, LayerComputation.super.forward(tf, node, inputs, weights));
		}

		@Override
		public Operand<TFloat32> recompute(final Ops tf, final Node node, final UnitRows units, final WeightOperands weights) {
			return wrong(tf, LayerComputation.super.recompute(tf, node, units, weights));
		}

		@Override
		public List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
			final ForwardPass pass)
		{
			return wrong(tf, LayerComputation.super.downward(tf, node, above, pass));
		}

		@Override
		public LayerGradients backward(final Ops tf, final Node node, final Operand<TFloat32> above,
			final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights)
		{
			final LayerGradients right = LayerComputation.super.backward(tf, node, above, inputs, output, weights);
			return new LayerGradients(wrong(tf, right.inputs()), right.weights() == null ? null : new WeightOperands(wrong(tf,
				right.weights().kernel()), right.weights().bias()));
		}

		private static List<Operand<TFloat32>> wrong(final Ops tf, final List<Operand<TFloat32>> right) {
			final List<Operand<TFloat32>> wrong = new ArrayList<>();
			for (final Operand<TFloat32> operand : right)
				wrong.add(operand == null ? null : wrong(tf, operand));
			return wrong;
		}

		private static Operand<TFloat32> wrong(final Ops tf, final Operand<TFloat32> right) {
			return tf.math.add(tf.math.mul(right, tf.constant(1.1f)), tf.constant(0.01f));
		}
	}
}
