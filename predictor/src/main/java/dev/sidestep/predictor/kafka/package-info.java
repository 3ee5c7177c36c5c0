/** The predictor's live body: frames and outcomes from Kafka, forecasts and warnings to it. */
@NullMarked
package dev.sidestep.predictor.kafka;

import org.jspecify.annotations.NullMarked;
