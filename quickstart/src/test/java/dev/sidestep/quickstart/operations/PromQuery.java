package dev.sidestep.quickstart.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes metric names and label matchers out of PromQL. It reads ours; it is no parser of all of it.
 */
record PromQuery(String text) {
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{([^}]*)\\}");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** A condition on a label of a metric. */
  record Condition(String metric, String label, String operator, String value) {
    /** What a value of the label has to be. */
    Predicate<String> passes() {
      return switch (operator) {
        case "=" -> value::equals;
        case "!=" -> found -> !value.equals(found);
        case "=~" -> found -> found.matches(value);
        default -> found -> !found.matches(value);
      };
    }
  }

  Set<String> metrics() {
    String bare =
        text.replaceAll("\"[^\"]*\"", "")
            .replaceAll("\\{[^}]*\\}", "")
            .replaceAll("\\[[^\\]]*\\]", "")
            .replaceAll("\\b\\d+(ms|[smhdwy])\\b", "")
            .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", " ")
            .replaceAll("\\bgroup_(left|right)\\b(\\s*\\([^)]*\\))?", " ");
    Set<String> names = new TreeSet<>();
    Matcher word = WORD.matcher(bare);
    while (word.find()) {
      boolean function = bare.substring(word.end()).stripLeading().startsWith("(");
      if (!function && !WORDS.contains(word.group())) {
        names.add(word.group());
      }
    }
    return names;
  }

  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(text);
    while (selector.find()) {
      Matcher matcher = MATCHER.matcher(selector.group(2));
      while (matcher.find()) {
        conditions.add(
            new Condition(selector.group(1), matcher.group(1), matcher.group(2), matcher.group(3)));
      }
    }
    return conditions;
  }
}
