package dev.sidestep.node.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.node.text.EncoderUnavailableException;
import dev.sidestep.node.text.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real model. Expected numbers come from Hugging Face tokenizers and ONNX Runtime in Python.
 */
class OnnxEncoderTest {
  private static OnnxModelFiles files;
  private static OnnxEncoder encoder;

  @BeforeAll
  static void load() {
    files = OnnxModelFiles.unpack();
    encoder = OnnxEncoder.open(files.model(), files.vocabulary(), files);
  }

  @AfterAll
  static void close() {
    encoder.close();
    assertThat(files.model()).doesNotExist();
    assertThat(files.model().getParent()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, world! | 101 7592 1010 2088 999 102",
        "The fan of gpu-0 has failed; its temperature rises by 12.5 °C. | 101 1996 5470 1997 14246"
            + " 2226 1011 1014 2038 3478 1025 2049 4860 9466 2011 2260 1012 1019 6362 1012 102",
        "Schöne Grüße, naïve façade | 101 8040 27406 24665 2226 17499 1010 15743 8508 102",
        "電圧が低い volt | 101 100 100 1651 100 1647 5285 2102 102",
        "unaffable antidisestablishmentarianism | 101 14477 20961 3468 3424 10521 4355 7875 13602"
            + " 3672 12199 2964 102",
        "don't stop—now… | 101 2123 1005 1056 2644 1517 2085 1529 102",
        "😀 emoji 🚀 | 101 100 7861 29147 2072 100 102",
        "ﬁne Straße İstanbul ÅNGSTRÖM | 101 1984 2638 2358 27807 9960 17076 15687 102",
        "hi ##ing 3.14% $5 `code` ~^ | 101 7632 1001 1001 13749 1017 1012 2403 1003 1002 1019 1036"
            + " 3642 1036 1066 1034 102"
      })
  void tokenIdsAreThoseOfTheReference(String text, String ids) {
    assertThat(encoder.tokenize(text.strip()).ids()).containsExactly(numbers(ids));
  }

  @Test
  void controlCharactersVanishAndBlanksSeparate() {
    assertThat(encoder.tokenize("a\tb\u0000c\u200bd\n e").ids())
        .containsExactly(101, 1037, 4647, 2094, 1041, 102);
    assertThat(encoder.tokenize("").ids()).containsExactly(101, 102);
    assertThat(encoder.tokenize("x".repeat(120)).ids()).containsExactly(101, 100, 102);
  }

  @Test
  void aMarkWithinTheTextIsNoMark() {
    assertThat(encoder.tokenize("[CLS]").ids())
        .hasSize(6)
        .startsWith(101)
        .endsWith(102)
        .containsOnlyOnce(101);
  }

  @Test
  void aLongTextIsCutAndSaysSo() {
    Tokens tokens = encoder.tokenize("degrees ".repeat(1000));

    assertThat(tokens.count()).isEqualTo(256);
    assertThat(tokens.ids()[255]).isEqualTo(102);
    assertThat(tokens.truncated()).isTrue();
    assertThat(encoder.tokenize("degrees").truncated()).isFalse();
  }

  @Test
  void likeMeaningsLieCloserThanUnlikeOnes() {
    float[] fan = encoder.encode("The fan stopped and the card is getting hot.");
    float[] cooling = encoder.encode("The cooling failed, so the GPU overheats.");
    float[] cat = encoder.encode("My cat sleeps on the warm windowsill.");

    assertThat(dot(fan, cooling)).isCloseTo(0.552, within(0.03));
    assertThat(dot(fan, cat)).isCloseTo(0.173, within(0.03));
    assertThat(fan).hasSize(384);
    assertThat(fan[0]).isCloseTo(0.0618f, within(0.01f));
    assertThat(dot(fan, fan)).isCloseTo(1, within(1e-5));
  }

  @Test
  void theSameTextGivesTheSameBitsAloneAndInCompany() {
    Tokens text = encoder.tokenize("golden input");
    float[] alone = encoder.encode(List.of(text)).get(0);
    float[] again = encoder.encode(List.of(text)).get(0);
    float[] inCompany =
        encoder.encode(List.of(encoder.tokenize("something longer stands beside it"), text)).get(1);

    assertThat(again).containsExactly(alone);
    assertThat(inCompany).containsExactly(alone);
  }

  @Test
  void aCorruptModelIsOneClearLine(@TempDir Path folder) throws IOException {
    Path corrupt = Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3, 4});
    Map<String, Integer> vocabulary = Map.of("[UNK]", 0, "[CLS]", 1, "[SEP]", 2);

    assertThatThrownBy(() -> OnnxEncoder.open(corrupt, vocabulary, null))
        .isInstanceOf(EncoderUnavailableException.class)
        .hasMessageContaining("broken.onnx cannot be loaded")
        .message()
        .doesNotContain("\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theNativeLibraryIsDeletedAsSoonAsItIsLoaded() throws IOException {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(mapped.filter(line -> line.contains("libonnxruntime.so")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith("(deleted)"));
    }
    assertThat(System.getProperty("onnxruntime.native.path")).isNull();
  }

  @Test
  void aForeignVocabularyIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> OnnxEncoder.open(folder, Map.of("hello", 1), null))
        .hasMessageContaining("lacks [UNK]");
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static long[] numbers(String text) {
    return List.of(text.strip().split("\\s+", -1)).stream().mapToLong(Long::parseLong).toArray();
  }
}
