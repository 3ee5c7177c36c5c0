package dev.sidestep.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that a mistyped one was probably meant to be. */
public final class Closest {
  private Closest() {}

  /** The most similar of some words, where one is similar enough to be worth saying. */
  public static Optional<String> to(String typed, Collection<String> words) {
    int limit = Math.max(2, typed.length() / 3);
    return words.stream()
        .filter(word -> distance(typed, word) <= limit)
        .min(Comparator.<String>comparingInt(word -> distance(typed, word)).thenComparing(w -> w));
  }

  /** "; did you mean X?" or nothing. */
  public static String suggestion(String typed, Collection<String> words) {
    return to(typed, words).map(word -> "; did you mean " + word + "?").orElse("");
  }

  /** Edits (insert, delete, replace, swap of neighbours) between two words. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
