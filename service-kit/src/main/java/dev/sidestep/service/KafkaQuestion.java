package dev.sidestep.service;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** Asks which cluster it is, over a connection of its own: the cheapest thing that any may ask. */
final class KafkaQuestion implements Question {
  private final Admin admin;

  KafkaQuestion(KafkaSettings kafka) {
    admin = Admin.create(kafka.common("sidestep-broker-watch"));
  }

  @Override
  public boolean answered(Duration most) {
    int millis = Math.toIntExact(most.toMillis());
    DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(millis);
    try {
      admin.describeCluster(options).clusterId().get(2L * millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      // what a broker refuses, for want of a right, the service's own clients tell
      return e.getCause() instanceof ApiException && !(e.getCause() instanceof RetriableException);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
