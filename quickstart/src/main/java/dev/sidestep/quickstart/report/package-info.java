/** What a run came to, beside the run without Sidestep: the report file and the table. */
@NullMarked
package dev.sidestep.quickstart.report;

import org.jspecify.annotations.NullMarked;
