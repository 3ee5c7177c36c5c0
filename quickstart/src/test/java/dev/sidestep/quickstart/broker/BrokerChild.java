package dev.sidestep.quickstart.broker;

import dev.sidestep.contracts.Topics;
import dev.sidestep.service.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process with a broker that writes records and then waits to be killed. */
final class BrokerChild {
  private BrokerChild() {}

  public static void main(String[] args) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
    broker.createTopics(Topics.DEFAULT);
    TopicWriter writer = new TopicWriter(broker.settings(Topics.DEFAULT).producer("child"));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      writer.send(
          Topics.DEFAULT.telemetry(), "key", ("value-" + i).getBytes(StandardCharsets.UTF_8));
    }
    writer.flush();
    System.out.println("WRITTEN");
    System.out.flush();
    System.in.read();
  }
}
