package dev.sidestep.collector.naming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with attributes in it: {@code {k8s.node.name|host.name}-cpu} takes the first attribute
 * that is there. Without any of them the whole text is absent.
 */
record Template(String text) {
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");

  Optional<String> fill(Attributes attributes) {
    StringBuilder filled = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    while (hole.find()) {
      Optional<String> value = firstOf(hole.group(1).split("\\|", -1), attributes);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      hole.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
    }
    hole.appendTail(filled);
    return Optional.of(filled.toString());
  }

  private static Optional<String> firstOf(String[] names, Attributes attributes) {
    for (String name : names) {
      Optional<String> value = attributes.get(name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
