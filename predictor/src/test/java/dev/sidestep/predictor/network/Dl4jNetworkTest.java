package dev.sidestep.predictor.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class Dl4jNetworkTest {
  private static final long SEED = 3;

  @Test
  void ourEngineSaysWhatDl4jSaysOverHundredsOfSteps() {
    ThermalModel model = Models.small(SEED);
    int inputs = model.scales().centre().length;
    float[][] steps = Models.noise(new Random(SEED), 1, 400, inputs).get(0);
    assertThat(ThermalForecasters.largestDifference(model.network(), steps)).isLessThan(2e-6);
  }

  @Test
  void steppingSaysWhatAWholeSequenceSays() {
    ThermalModel model = Models.small(SEED);
    float[][] steps = Models.noise(new Random(SEED), 1, 90, model.scales().centre().length).get(0);
    float[][] stepped = model.network().steppedOutputs(steps);
    float[][] whole = model.network().outputs(steps);
    for (int i = 0; i < steps.length; i++) {
      assertThat(stepped[i]).containsExactly(whole[i], org.assertj.core.data.Offset.offset(2e-6f));
    }
  }

  @Test
  void theSameSeedLearnsTheSameBits() {
    assertThat(Models.small(SEED).network().parameters())
        .containsExactly(Models.small(SEED).network().parameters());
    assertThat(Models.small(SEED).network().parameters())
        .isNotEqualTo(Models.small(SEED + 1).network().parameters());
  }

  @Test
  void aCopyForgetsNothingAndLearnsForItself() {
    Dl4jNetwork network = Models.small(SEED).network();
    float[] before = network.parameters();
    Dl4jNetwork copy = network.copy();
    Random random = new Random(SEED);
    int inputs = Models.small(SEED).scales().centre().length;
    copy.learn(Models.noise(random, 2, 20, inputs), Models.noise(random, 2, 20, Heads.COUNT), 0.01);
    assertThat(network.parameters()).containsExactly(before);
    assertThat(copy.parameters()).isNotEqualTo(before);
  }

  @Test
  void labelsThatAreNotKnownTeachNothing() {
    Dl4jNetwork network = Dl4jNetwork.untrained(5, 4, SEED);
    float[] before = network.parameters();
    float[][] unknown = new float[20][Heads.COUNT];
    for (float[] row : unknown) {
      java.util.Arrays.fill(row, Heads.UNKNOWN);
    }
    network.learn(Models.noise(new Random(SEED), 1, 20, 5), List.<float[][]>of(unknown), 0.01);
    assertThat(network.parameters()).containsExactly(before);
  }

  @Test
  void theLossHasTheGradientThatItSays() {
    DataType usual = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    try {
      MultiLayerNetwork network =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .seed(SEED)
                  .dataType(DataType.DOUBLE)
                  .updater(new NoOp())
                  .list()
                  .layer(new LSTM.Builder().nOut(4).activation(Activation.TANH).build())
                  .layer(
                      new RnnOutputLayer.Builder(new Dl4jQuantileLoss())
                          .nOut(Heads.COUNT)
                          .activation(Activation.IDENTITY)
                          .build())
                  .setInputType(InputType.recurrent(3))
                  .build());
      network.init();
      INDArray in = Nd4j.rand(DataType.DOUBLE, 2, 3, 5);
      INDArray labels = Nd4j.rand(DataType.DOUBLE, 2, Heads.COUNT, 5);
      for (int step = 0; step < 5; step++) {
        for (int h = 0; h < Heads.HORIZONS.size(); h++) {
          labels.putScalar(0, h * Heads.PER_HORIZON + Heads.LOGIT, step, (step + h) % 2);
          labels.putScalar(1, h * Heads.PER_HORIZON + Heads.LOGIT, step, Heads.UNKNOWN);
        }
      }
      assertThat(
              GradientCheckUtil.checkGradients(
                  new GradientCheckUtil.MLNConfig().net(network).input(in).labels(labels)))
          .isTrue();
    } finally {
      Nd4j.setDefaultDataTypes(usual, usual);
    }
  }
}
