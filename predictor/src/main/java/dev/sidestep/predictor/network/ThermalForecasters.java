package dev.sidestep.predictor.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

/** Makes forecasters of saved models, and refuses a model that is not served as it was trained. */
public final class ThermalForecasters {
  /** The model that the product comes with. */
  static final String COMMITTED = "/models/thermal-margin.zip";

  private static final int PROBE_STEPS = 40;
  private static final double LARGEST_DIFFERENCE = 1e-5;

  private ThermalForecasters() {}

  /**
   * A forecaster on the model that the product comes with.
   *
   * @throws UnusableModelException when it is missing or damaged
   */
  public static LstmForecaster committed() {
    return new LstmForecaster(new ThermalEngine(committedModel()));
  }

  /**
   * A forecaster on a model of one's own.
   *
   * @throws UnusableModelException when it is missing or damaged
   */
  public static LstmForecaster from(Path file) {
    return new LstmForecaster(new ThermalEngine(model(file)));
  }

  /** The model that the product comes with, probed. */
  public static ThermalModel committedModel() {
    try (InputStream in = ThermalForecasters.class.getResourceAsStream(COMMITTED)) {
      if (in == null) {
        throw new UnusableModelException(
            "model " + COMMITTED + " is not in the predictor's jar; build the jar anew");
      }
      return probed(ThermalModelFile.read(in.readAllBytes(), COMMITTED));
    } catch (IOException e) {
      throw new UnusableModelException(
          "model " + COMMITTED + " cannot be read; build the predictor's jar anew", e);
    }
  }

  /** A saved model, probed. */
  public static ThermalModel model(Path file) {
    try {
      return probed(ThermalModelFile.read(Files.readAllBytes(file), file.toString()));
    } catch (NoSuchFileException e) {
      throw new UnusableModelException(
          "model " + file + " does not exist; train one with ./sidestep train", e);
    } catch (IOException e) {
      throw new UnusableModelException(
          "model " + file + " cannot be read; check the file's rights", e);
    }
  }

  /** DL4J is the reference: our own engine must say the same, or nothing is served. */
  private static ThermalModel probed(ThermalModel model) {
    int inputs = model.scales().centre().length;
    double difference = largestDifference(model.network(), probe(inputs));
    if (!(difference <= LARGEST_DIFFERENCE)) {
      throw new UnusableModelException(
          "model %s gives outputs that differ by %s from DL4J's; do not serve it, train it anew"
              .formatted(model.name(), difference));
    }
    return model;
  }

  static double largestDifference(Dl4jNetwork network, float[][] inputs) {
    LstmKernel kernel = new LstmKernel(network.weights());
    LstmKernel.State state = kernel.start();
    float[][] reference = network.steppedOutputs(inputs);
    double largest = 0;
    for (int step = 0; step < inputs.length; step++) {
      float[] outputs = kernel.step(state, inputs[step]);
      for (int head = 0; head < outputs.length; head++) {
        double difference = Math.abs(outputs[head] - reference[step][head]);
        largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
      }
    }
    return largest;
  }

  private static float[][] probe(int inputs) {
    Random random = new Random(7);
    float[][] rows = new float[PROBE_STEPS][inputs];
    for (float[] row : rows) {
      for (int i = 0; i < inputs; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
