package dev.sidestep.node.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased tokenizer: clean, lower case, no accents, split at blanks and punctuation, then
 * the longest pieces that the vocabulary holds. A text cannot smuggle in the marks ({@code [CLS]}):
 * they are read as the letters they are.
 */
public final class WordPieceTokenizer {
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int maxTokens;
  private final int unknown;
  private final int first;
  private final int last;

  /**
   * A tokenizer over a vocabulary.
   *
   * @param maxTokens the longest result, marks included
   * @throws IllegalArgumentException when the vocabulary lacks one of BERT's marks
   */
  public WordPieceTokenizer(Map<String, Integer> vocabulary, int maxTokens) {
    if (maxTokens < 3) {
      throw new IllegalArgumentException("max tokens is " + maxTokens + "; it must be at least 3");
    }
    this.vocabulary = Map.copyOf(vocabulary);
    this.maxTokens = maxTokens;
    this.unknown = mark("[UNK]");
    this.first = mark("[CLS]");
    this.last = mark("[SEP]");
  }

  public Tokens tokenize(String text) {
    List<Integer> ids = new ArrayList<>();
    ids.add(first);
    boolean truncated = false;
    for (String word : words(text)) {
      List<Integer> pieces = pieces(word);
      int room = maxTokens - 1 - ids.size();
      ids.addAll(pieces.subList(0, Math.min(room, pieces.size())));
      if (pieces.size() > room) {
        truncated = true;
        break;
      }
    }
    ids.add(last);
    return new Tokens(ids.stream().mapToLong(Integer::longValue).toArray(), truncated);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String bare = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    bare.codePoints()
        .filter(
            c ->
                isBlank(c) || (!isControl(c) && Character.getType(c) != Character.NON_SPACING_MARK))
        .forEach(
            c -> {
              boolean alone = isPunctuation(c) || isIdeograph(c);
              if (alone || isBlank(c)) {
                flush(word, words);
              }
              if (alone) {
                words.add(Character.toString(c));
              } else if (!isBlank(c)) {
                word.appendCodePoint(c);
              }
            });
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** The longest known beginning, then the longest known continuation, and so on. */
  private List<Integer> pieces(String word) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return List.of(unknown);
    }
    List<Integer> pieces = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      Integer id = null;
      while (to > from) {
        id = vocabulary.get(from == 0 ? word.substring(0, to) : "##" + word.substring(from, to));
        if (id != null) {
          break;
        }
        to = word.offsetByCodePoints(to, -1);
      }
      if (id == null) {
        return List.of(unknown);
      }
      pieces.add(id);
      from = to;
    }
    return pieces;
  }

  private int mark(String name) {
    Integer id = vocabulary.get(name);
    if (id == null) {
      throw new IllegalArgumentException(
          "vocabulary of " + vocabulary.size() + " pieces lacks " + name + "; it is not BERT's");
    }
    return id;
  }

  private static boolean isBlank(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return c == 0xFFFD
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED;
  }

  private static boolean isPunctuation(int c) {
    if (c > ' ' && c < 0x7F) {
      return !Character.isLetterOrDigit(c);
    }
    int type = Character.getType(c);
    return type == Character.CONNECTOR_PUNCTUATION
        || type == Character.DASH_PUNCTUATION
        || type == Character.START_PUNCTUATION
        || type == Character.END_PUNCTUATION
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION
        || type == Character.OTHER_PUNCTUATION;
  }

  /** The blocks that BERT calls Chinese; kana and hangul are not among them. */
  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
