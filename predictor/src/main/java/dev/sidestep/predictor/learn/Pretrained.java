package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Standardization;

/** A network that has seen simulated devices, and the scales that it was taught in. */
record Pretrained(Dl4jNetwork network, Standardization scales) {}
