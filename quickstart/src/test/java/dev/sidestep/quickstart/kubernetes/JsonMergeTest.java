package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMergeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The cases of RFC 7386, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}|{\"a\":null}|{}",
        "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
        "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
        "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
        "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}",
        "[1,2]|{\"a\":\"b\",\"c\":null}|{\"a\":\"b\"}",
      })
  void mergesAsTheStandardSays(String target, String patch, String merged) throws Exception {
    assertThat(JsonMerge.merge(tree(target), tree(patch))).isEqualTo(tree(merged));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}|{\"env\":[{\"name\":\"B\"}]}|{\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"B\"}]}",
        "{\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}|{\"env\":[{\"name\":\"A\",\"value\":\"2\"}]}|{\"env\":[{\"name\":\"A\",\"value\":\"2\"}]}",
        "{\"env\":[{\"name\":\"A\"}]}|{\"env\":[{\"name\":\"A\",\"$patch\":\"delete\"}]}|{\"env\":[]}",
        "{\"args\":[\"x\"]}|{\"args\":[\"y\"]}|{\"args\":[\"y\"]}",
      })
  void mergesListsOfNamedEntriesByName(String target, String patch, String merged)
      throws Exception {
    assertThat(JsonMerge.mergeByKey(tree(target), tree(patch))).isEqualTo(tree(merged));
  }

  private static JsonNode tree(String json) throws Exception {
    return MAPPER.readTree(json);
  }
}
