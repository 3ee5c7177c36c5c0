package dev.sidestep.quickstart.traffic;

import java.util.SplittableRandom;

/** Makes inputs of a wanted length from words that the encoder keeps as one token each. */
final class Phrases {
  private static final String[] WORDS = {
    "the",
    "model",
    "was",
    "slow",
    "after",
    "a",
    "new",
    "version",
    "of",
    "our",
    "service",
    "went",
    "to",
    "all",
    "users",
    "and",
    "we",
    "saw",
    "more",
    "heat",
    "in",
    "one",
    "room",
    "while",
    "load",
    "on",
    "other",
    "machines",
    "did",
    "not",
    "change",
    "so",
    "please",
    "find",
    "which",
    "server",
    "needs",
    "help",
    "before",
    "it",
    "fails",
    "again",
    "today",
    "or",
    "say",
    "what",
    "you",
    "know",
    "about",
    "power",
    "air",
    "water",
    "and",
    "time",
    "for",
    "each",
    "part",
    "with",
    "good",
    "reason"
  };

  private Phrases() {}

  static String text(long seed, int tokens) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(tokens * 6);
    for (int i = 0; i < tokens; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }
}
