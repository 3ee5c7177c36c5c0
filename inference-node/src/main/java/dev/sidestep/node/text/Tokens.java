package dev.sidestep.node.text;

/**
 * A text as the model reads it.
 *
 * @param ids with the marks of beginning and end
 * @param truncated whether the text was longer than the model reads
 */
@SuppressWarnings("ArrayRecordComponent") // read by the model as an array; never compared
public record Tokens(long[] ids, boolean truncated) {
  public int count() {
    return ids.length;
  }
}
