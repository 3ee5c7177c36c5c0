package dev.sidestep.quickstart.traffic;

/**
 * The shape of an hour of recorded conversations, in a few numbers.
 *
 * <p>Source: the Azure LLM inference trace 2023, conversations (19,366 requests), of
 * Azure/AzurePublicDataset, CC-BY 4.0; Patel et al., <i>Splitwise: Efficient generative LLM
 * inference using phase splitting</i>, ISCA 2024. Only these figures are kept here, not the file.
 *
 * <p>The rate is a Poisson rate whose logarithm wanders: the sum of a slow and a fast
 * Ornstein-Uhlenbeck process. Their variances and time constants are fitted to the dispersion
 * (variance over mean) of the counts and to their autocorrelation:
 *
 * <table>
 * <caption>Trace against fit</caption>
 * <tr><th>figure</th><th>trace</th><th>fit</th></tr>
 * <tr><td>requests a second</td><td>5.53</td><td>5.53</td></tr>
 * <tr><td>dispersion of 1 s counts</td><td>1.39</td><td>1.32</td></tr>
 * <tr><td>dispersion of 10 s counts</td><td>3.86</td><td>4.1</td></tr>
 * <tr><td>dispersion of 60 s counts</td><td>16.1</td><td>16.2</td></tr>
 * <tr><td>autocorrelation of 10 s counts, 10 s apart</td><td>0.69</td><td>0.70</td></tr>
 * <tr><td>the same, 60 s apart</td><td>0.59</td><td>0.57</td></tr>
 * <tr><td>the same, 300 s apart</td><td>0.42</td><td>0.36</td></tr>
 * <tr><td>context tokens, P10, P50, P90</td><td>207, 1020, 2735</td><td>the same</td></tr>
 * </table>
 *
 * <p>The fit's column is the expectation of the process; one hour of it scatters around that.
 */
final class TraceFit {
  static final double REQUESTS_PER_SECOND = 5.53;

  static final double SLOW_VARIANCE = 0.044;
  static final double SLOW_SECONDS = 500;
  static final double FAST_VARIANCE = 0.013;
  static final double FAST_SECONDS = 20;

  /** The shares that {@link #CONTEXT_TOKENS} belong to. */
  static final double[] SHARES = {0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

  static final double[] CONTEXT_TOKENS = {
    2, 29, 181, 207, 396, 1020, 1189, 2735, 4083, 4142, 14050
  };

  /**
   * The trace's inputs are a chat model's, ours a sentence encoder's that is made for 256 tokens:
   * all lengths are divided by this, which keeps their distribution and puts P99 at the limit.
   */
  static final int TOKENS_DIVISOR = 16;

  static final int MOST_TOKENS = 256;

  private TraceFit() {}

  /** The context length below which a share of the requests lies; geometric between the knots. */
  static double contextTokens(double share) {
    int i = 1;
    while (i < SHARES.length - 1 && SHARES[i] < share) {
      i++;
    }
    double part = (share - SHARES[i - 1]) / (SHARES[i] - SHARES[i - 1]);
    return CONTEXT_TOKENS[i - 1] * Math.pow(CONTEXT_TOKENS[i] / CONTEXT_TOKENS[i - 1], part);
  }

  /** The length that our encoder gets for a context length of the trace. */
  static int encoderTokens(double contextTokens) {
    return (int) Math.max(1, Math.min(MOST_TOKENS, Math.round(contextTokens / TOKENS_DIVISOR)));
  }
}
