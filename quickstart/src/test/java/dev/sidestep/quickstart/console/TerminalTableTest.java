package dev.sidestep.quickstart.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
  private final ConsoleModel model = new ConsoleModel(FanFailureStory.starting());
  private final FanFailureStory story = new FanFailureStory(model);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void saysInAFewLinesWhatThePageSays() {
    story.tellUpTo(FanFailureStory.RAISED + 5);
    String table = String.join("\n", TerminalTable.lines(model.view()));
    assertThat(table)
        .contains("fan-failure, seed 7", "demo time 10:13:45 UTC at 10x")
        .containsPattern("gpu-0 +GPU +\\d+\\.\\d K .*74 % +100 % +simulated +WARNED: \\d+ (s|min)")
        .contains("minilm gpu-0 -> npu-0   4/7 shifting traffic to 100 %   answers 5/5 equal")
        .contains("without    throttled 0 s");
  }

  @Test
  void drawsOverTheLastTableOnATerminal() {
    TerminalTable table = new TerminalTable(out, true, 60);
    table.show(model.view());
    int lines = bytes.toString(UTF_8).split("\n").length;
    story.tellUpTo(20);
    table.show(model.view());
    String text = bytes.toString(UTF_8);
    assertThat(text).contains("\u001b[" + lines + "A\u001b[J");
    assertThat(text.lines().map(line -> line.replaceAll("\u001b\\[[0-9]*[AJ]", "")))
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void saysEachTurnOnceWhereThereIsNoTerminal() {
    TerminalTable table = new TerminalTable(out, false, 100);
    for (int tick = 0; tick <= FanFailureStory.END; tick++) {
      story.tellUpTo(tick);
      table.show(model.view());
    }
    String text = bytes.toString(UTF_8);
    assertThat(text).doesNotContain("\u001b");
    assertThat(text.lines()).hasSizeBetween(8, 24);
    assertThat(text).contains("comparing answers").endsWith("2 of 17200 without.\n");
  }

  @Test
  void showsWhatIsMissingAsMissing() {
    story.tellUpTo(39);
    assertThat(String.join("\n", TerminalTable.lines(model.view())))
        .containsPattern("cpu-0 +CPU +missing +.* BLIND");
  }
}
