package dev.sidestep.predictor.network;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Pinball loss on the quantile columns, cross entropy on the logit columns of {@link Heads}; labels
 * that are not known count nothing.
 *
 * <p>Stateless; DL4J writes its class name into the network's configuration.
 */
public final class Dl4jQuantileLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** What one crossing weighs beside the quantiles, which are in tens of kelvin. */
  private static final double CROSSING_WEIGHT = 0.5;

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    INDArray output = activation.getActivation(preOutput.dup(), true);
    INDArray target = known(labels, output).muli(labels.castTo(output.dataType()));
    INDArray error = target.sub(output);
    INDArray level = levels(output);
    INDArray pinball =
        Transforms.max(error.mulRowVector(level), error.mulRowVector(level.sub(1)), false);
    // log(1 + e^x) - z x, the cross entropy of a logit
    INDArray entropy = Transforms.softPlus(output, true).subi(target.mul(output));
    INDArray loss =
        pinball
            .muliRowVector(quantileColumns(output))
            .addi(entropy.muliRowVector(logitColumns(output)))
            .muli(known(labels, output));
    if (mask != null) {
      loss.muliColumnVector(mask.castTo(output.dataType()));
    }
    return loss.sum(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    INDArray output = activation.getActivation(preOutput.dup(), true);
    DataType type = output.dataType();
    INDArray known = known(labels, output);
    INDArray target = known.mul(labels.castTo(type));
    INDArray pinball = target.lt(output).castTo(type).subiRowVector(levels(output));
    INDArray entropy = Transforms.sigmoid(output, true).subi(target);
    INDArray slope =
        pinball
            .muliRowVector(quantileColumns(output))
            .addi(entropy.muliRowVector(logitColumns(output)))
            .muli(known);
    INDArray gradient = activation.backprop(preOutput, slope).getFirst();
    return mask == null ? gradient : gradient.muliColumnVector(mask.castTo(type));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return "quantiles and crossings";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dl4jQuantileLoss;
  }

  @Override
  public int hashCode() {
    return Dl4jQuantileLoss.class.hashCode();
  }

  private static INDArray known(INDArray labels, INDArray like) {
    return labels.lt(Heads.UNKNOWN / 2).castTo(like.dataType());
  }

  private static INDArray levels(INDArray like) {
    return row(like, Heads.QUANTILES.get(0), Heads.QUANTILES.get(1), Heads.QUANTILES.get(2), 0);
  }

  private static INDArray quantileColumns(INDArray like) {
    return row(like, 1, 1, 1, 0);
  }

  private static INDArray logitColumns(INDArray like) {
    return row(like, 0, 0, 0, CROSSING_WEIGHT);
  }

  private static INDArray row(INDArray like, double... perHorizon) {
    int columns = (int) like.size(1);
    double[] all = new double[columns];
    for (int i = 0; i < columns; i++) {
      all[i] = perHorizon[i % Heads.PER_HORIZON];
    }
    return Nd4j.createFromArray(all).reshape(1, columns).castTo(like.dataType());
  }
}
