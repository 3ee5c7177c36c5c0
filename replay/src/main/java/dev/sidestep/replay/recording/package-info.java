/** What went over the topics, kept in files. */
@NullMarked
package dev.sidestep.replay.recording;

import org.jspecify.annotations.NullMarked;
