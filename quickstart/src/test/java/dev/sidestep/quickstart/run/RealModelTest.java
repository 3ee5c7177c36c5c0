package dev.sidestep.quickstart.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.Tokens;
import dev.sidestep.quickstart.traffic.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealModelTest {
  private static final int REQUESTS = 160;

  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    worker.shutdownNow();
  }

  @Test
  void countsOneAnswerInSixteenOnceItIsThere() {
    FakeEncoder encoder = new FakeEncoder(RealModelTest::direction);
    RealModel model = new RealModel(encoder, worker);

    serve(model, REQUESTS);
    assertThat(model.answered()).as("all still on their way").isZero();
    model.finish();

    assertThat(model.answered()).isEqualTo(REQUESTS / RealModel.ONE_IN);
    assertThat(encoder.read).hasSize(REQUESTS / RealModel.ONE_IN).doesNotHaveDuplicates();
  }

  @Test
  void countsTheSameOnTheWayHoweverFastTheModelIs() {
    RealModel model = new RealModel(new FakeEncoder(RealModelTest::direction), worker);

    serve(model, 100 * RealModel.ONE_IN);

    assertThat(model.answered()).as("all but a full backlog").isEqualTo(100 - 64);
  }

  @Test
  void anAnswerThatNeverComesIsNotCounted() {
    RealModel model =
        model(
            text -> {
              throw new IllegalArgumentException("out of order");
            });

    assertThatThrownBy(model::finish)
        .hasMessageContaining("the model failed: ")
        .hasMessageContaining("out of order");
    assertThat(model.answered()).isZero();
  }

  @Test
  void oneVectorForAllTextsIsNoAnswer() {
    RealModel model = model(text -> new float[] {0.6f, 0.8f});

    assertThatThrownBy(model::finish)
        .hasMessageContaining("answered 9 other texts with the vector");
  }

  @Test
  void aVectorOfNoNumbersOrOfAnotherSizeIsNoAnswer() {
    assertThatThrownBy(model(text -> new float[] {Float.NaN, 1})::finish)
        .hasMessageContaining("length NaN");
    assertThatThrownBy(model(text -> new float[] {0, 0})::finish)
        .hasMessageContaining("length 0.0");
    assertThatThrownBy(model(text -> unit(text.hashCode() % 2 == 0 ? 2 : 3))::finish)
        .hasMessageContaining("parts after one of");
  }

  private RealModel model(Function<String, float[]> answers) {
    RealModel model = new RealModel(new FakeEncoder(answers), worker);
    serve(model, REQUESTS);
    return model;
  }

  private static void serve(RealModel model, int requests) {
    for (int number = 0; number < requests; number++) {
      model.answer(new Request(number, Instant.EPOCH, 12));
    }
  }

  private static float[] direction(String text) {
    return new float[] {(float) Math.sin(text.hashCode()), (float) Math.cos(text.hashCode())};
  }

  private static float[] unit(int parts) {
    float[] vector = new float[parts];
    vector[0] = 1;
    return vector;
  }

  /** Answers as told, and remembers what it read. */
  private static final class FakeEncoder implements Encoder {
    private final List<String> read = new ArrayList<>();
    private final Function<String, float[]> answers;

    FakeEncoder(Function<String, float[]> answers) {
      this.answers = answers;
    }

    @Override
    public String model() {
      return "fake";
    }

    @Override
    public String precision() {
      return "fp32";
    }

    @Override
    public Tokens tokenize(String text) {
      return new Tokens(new long[0], false);
    }

    @Override
    public List<float[]> encode(List<Tokens> texts) {
      throw new UnsupportedOperationException("a fake reads text alone");
    }

    @Override
    public synchronized float[] encode(String text) {
      read.add(text);
      return answers.apply(text);
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
