package dev.sidestep.predictor.network;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The network in DL4J: an LSTM, a rectified layer over its hidden state and the input, and outputs
 * over all three, so that what is linear in the features need not squeeze through the gates.
 */
public final class Dl4jNetwork {
  private static final String INPUT = "features";
  private static final String LSTM = "lstm";
  private static final String SEEN = "seen";
  private static final String MIX = "mix";
  private static final String ALL = "all";
  private static final String OUTPUT = "heads";

  /** What one feature means depends on others: on the device's gain, for one. */
  private static final int MIXERS = 48;

  /** Steps through which errors are sent back; the state itself is carried on. */
  private static final int BACKWARD_STEPS = 60;

  private static final double START_RATE = 2e-3;

  /** Bounds a step after a batch of rare events. */
  private static final double LARGEST_GRADIENT = 5;

  private final ComputationGraph graph;

  private Dl4jNetwork(ComputationGraph graph) {
    this.graph = graph;
  }

  /** A network that has learnt nothing; the same seed gives the same numbers. */
  public static Dl4jNetwork untrained(int inputs, int units, long seed) {
    prepareBackend();
    ComputationGraph graph = new ComputationGraph(configuration(inputs, units, seed));
    graph.init();
    return new Dl4jNetwork(graph);
  }

  /**
   * A network as it was saved.
   *
   * @throws IllegalArgumentException when the numbers do not fit the configuration
   */
  static Dl4jNetwork of(String configurationJson, float[] parameters) {
    prepareBackend();
    ComputationGraph graph =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configurationJson));
    graph.init();
    if (graph.numParams() != parameters.length) {
      throw new IllegalArgumentException(
          "the network has %d parameters but %d were saved"
              .formatted(graph.numParams(), parameters.length));
    }
    graph.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}));
    return new Dl4jNetwork(graph);
  }

  /** The same numbers in a network of its own, with nothing left of how they were learnt. */
  public Dl4jNetwork copy() {
    return of(configurationJson(), parameters());
  }

  /**
   * Learns from one batch of sequences of the same length.
   *
   * @param inputs [sequence][step][feature]
   * @param labels [sequence][step][head]
   * @return the loss a step
   */
  public double learn(List<float[][]> inputs, List<float[][]> labels, double rate) {
    graph.setLearningRate(rate);
    graph.fit(new DataSet(sequences(inputs), sequences(labels)));
    graph.rnnClearPreviousState();
    return graph.score();
  }

  /** The outputs for one sequence from its start; [step][head]. */
  float[][] outputs(float[][] inputs) {
    graph.rnnClearPreviousState();
    INDArray out = graph.outputSingle(false, sequences(List.<float[][]>of(inputs)));
    float[][] rows = new float[inputs.length][(int) out.size(1)];
    for (int step = 0; step < rows.length; step++) {
      for (int head = 0; head < rows[step].length; head++) {
        rows[step][head] = out.getFloat(0, head, step);
      }
    }
    return rows;
  }

  /** The outputs for one sequence as serving makes them, step by step; [step][head]. */
  float[][] steppedOutputs(float[][] inputs) {
    graph.rnnClearPreviousState();
    float[][] rows = new float[inputs.length][];
    for (int step = 0; step < rows.length; step++) {
      INDArray in = Nd4j.create(inputs[step], new long[] {1, inputs[step].length, 1}, 'c');
      rows[step] = graph.rnnTimeStep(in)[0].dup('c').data().asFloat();
    }
    graph.rnnClearPreviousState();
    return rows;
  }

  /** The numbers, for an engine of our own. */
  LstmWeights weights() {
    float[][] gateInput = columns(LSTM, "W");
    float[][] gateHidden = columns(LSTM, "RW");
    float[][] gates = new float[gateInput.length][];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = Arrays.copyOf(gateHidden[i], gateHidden[i].length + gateInput[i].length);
      System.arraycopy(gateInput[i], 0, gates[i], gateHidden[i].length, gateInput[i].length);
    }
    return new LstmWeights(
        new Linear(gates, bias(LSTM)),
        new Linear(columns(MIX, "W"), bias(MIX)),
        new Linear(columns(OUTPUT, "W"), bias(OUTPUT)));
  }

  String configurationJson() {
    return graph.getConfiguration().toJson();
  }

  float[] parameters() {
    return flat(graph.params());
  }

  /**
   * One thread: more are several times slower on small networks. How many there could be still
   * decides how sums are cut up, and so the last bits: where bits matter, the environment variable
   * {@code OMP_NUM_THREADS=1} must be set before the process starts.
   */
  private static void prepareBackend() {
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    Nd4j.create(1).close();
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }

  private static ComputationGraphConfiguration configuration(int inputs, int units, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(START_RATE))
        .weightInit(WeightInit.XAVIER)
        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
        .gradientNormalizationThreshold(LARGEST_GRADIENT)
        .graphBuilder()
        .addInputs(INPUT)
        .setInputTypes(InputType.recurrent(inputs))
        .addLayer(LSTM, new LSTM.Builder().nOut(units).activation(Activation.TANH).build(), INPUT)
        .addVertex(SEEN, new MergeVertex(), LSTM, INPUT)
        .addLayer(
            MIX,
            new TimeDistributed(
                new DenseLayer.Builder()
                    .nOut(MIXERS)
                    .activation(Activation.RELU)
                    .weightInit(WeightInit.RELU)
                    .build()),
            SEEN)
        .addVertex(ALL, new MergeVertex(), MIX, LSTM, INPUT)
        .addLayer(
            OUTPUT,
            new RnnOutputLayer.Builder(new Dl4jQuantileLoss())
                .nOut(Heads.COUNT)
                .activation(Activation.IDENTITY)
                .weightInit(WeightInit.ZERO)
                .build(),
            ALL)
        .setOutputs(OUTPUT)
        .backpropType(BackpropType.TruncatedBPTT)
        .tBPTTLength(BACKWARD_STEPS)
        .build();
  }

  /** [sequence][step][value] as DL4J's [sequence, value, step]. */
  private static INDArray sequences(List<float[][]> rows) {
    int steps = rows.get(0).length;
    int values = rows.get(0)[0].length;
    float[] flat = new float[rows.size() * values * steps];
    for (int s = 0; s < rows.size(); s++) {
      float[][] sequence = rows.get(s);
      for (int t = 0; t < steps; t++) {
        for (int v = 0; v < values; v++) {
          flat[(s * values + v) * steps + t] = sequence[t][v];
        }
      }
    }
    return Nd4j.create(flat, new long[] {rows.size(), values, steps}, 'c');
  }

  private float[][] columns(String layer, String parameter) {
    INDArray matrix = graph.getLayer(layer).getParam(parameter);
    float[][] columns = new float[(int) matrix.size(1)][(int) matrix.size(0)];
    for (int c = 0; c < columns.length; c++) {
      for (int r = 0; r < columns[c].length; r++) {
        columns[c][r] = matrix.getFloat(r, c);
      }
    }
    return columns;
  }

  private float[] bias(String layer) {
    return flat(graph.getLayer(layer).getParam("b"));
  }

  private static float[] flat(INDArray vector) {
    return vector.dup('c').reshape(vector.length()).toFloatVector();
  }
}
