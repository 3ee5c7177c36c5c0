package dev.sidestep.quickstart.route;

/** A ready pod that answers for a model. */
public record Endpoint(String model, String variant, String pod, String host, int port) {}
