package dev.sidestep.replay.recording;

/**
 * One record as it lay on its topic.
 *
 * @param key UTF-8 text, empty where the record had none
 * @param tickSize the frame header of that name; 0 where the record had none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in, the same bytes out; never compared by equals
public record Recorded(String key, int tickSize, byte[] value) {}
