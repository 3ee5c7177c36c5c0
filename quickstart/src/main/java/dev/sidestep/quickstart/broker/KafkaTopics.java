package dev.sidestep.quickstart.broker;

import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.Passing;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes and removes the topics of an installation, which a name prefix holds together. */
public final class KafkaTopics implements AutoCloseable {
  private static final int SECONDS = 20;

  /**
   * Of a partition. Telemetry is read once, along with what comes, and is most of the data. A bound
   * by age would not do: a demo's time runs ahead of the broker's.
   */
  private static final long TELEMETRY_BYTES = 512L << 20;

  /**
   * Of warnings and outcomes, by the broker's clock: each has a key of its own, so that compaction
   * alone would keep all there ever were, and a start reads all there are. Nothing decides by what
   * is older than a day, but the times of earlier moves are learned from.
   */
  private static final Duration RECORDS = Duration.ofDays(90);

  private final String bootstrapServers;
  private final Admin admin;

  /**
   * Speaks to a broker; it is not asked anything yet.
   *
   * @param settings of any topics: names are given with each call
   */
  public KafkaTopics(KafkaSettings settings) {
    Properties admin = settings.common("sidestep-topics");
    admin.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "20");
    this.bootstrapServers = settings.bootstrapServers();
    this.admin = Admin.create(admin);
  }

  /**
   * Makes those that are missing, and returns when all can be used: compacted ones with one
   * partition, because who acts is who owns all of them, the others with the broker's default
   * number. Others may make the same topics meanwhile.
   *
   * @throws Failure when the broker does not answer
   */
  public void create(Topics names) {
    create(names.all().stream().map(name -> topic(name, names)).toList());
  }

  /** As {@link #create}, for a topic of one's own that is compacted. */
  void createCompacted(String name) {
    create(List.of(topic(name, Optional.empty(), Map.of("cleanup.policy", "compact"))));
  }

  private void create(List<NewTopic> wanted) {
    Set<String> there = await("listing topics", admin.listTopics().names());
    List<NewTopic> missing =
        wanted.stream().filter(topic -> !there.contains(topic.name())).toList();
    admin.createTopics(missing).values().forEach(this::awaitCreated);
    awaitLeaders(awaitVisible(wanted.stream().map(NewTopic::name).toList()));
  }

  /** A topic that another service has made since they were listed is as good as one of ours. */
  void awaitCreated(String name, KafkaFuture<Void> answer) {
    try {
      await("creating topic " + name, answer);
    } catch (Failure e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      if (!(why.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Deletes all topics and consumer groups whose names start so. */
  public void delete(String prefix) {
    Set<String> names =
        await("listing topics", admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(prefix))
            .collect(Collectors.toSet());
    await("deleting topics " + prefix + "*", admin.deleteTopics(names).all());
    List<String> groups =
        await("listing groups", admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(group -> group.startsWith(prefix))
            .toList();
    if (!groups.isEmpty()) {
      await("deleting groups " + prefix + "*", admin.deleteConsumerGroups(groups).all());
    }
  }

  /** Whether a call failed in a way that the same call may not fail in a minute later. */
  public static boolean mayPass(Failure failed) {
    return failed.getCause() instanceof TimeoutException || Passing.is(failed);
  }

  @Override
  public void close() {
    admin.close();
  }

  /**
   * The controller answers a creation before the broker knows of it; Kafka Streams would give up.
   */
  private Collection<TopicDescription> awaitVisible(List<String> names) {
    for (int attempt = 0; attempt < 500; attempt++) {
      try {
        return admin.describeTopics(names).allTopicNames().get(SECONDS, TimeUnit.SECONDS).values();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed("describing topics", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("describing topics", e);
      } catch (TimeoutException e) {
        throw failed("describing topics", e);
      }
    }
    throw failed("describing topics", new TimeoutException("they stay unknown"));
  }

  /** A broker knows of a partition before it leads it; only a leader tells where it ends. */
  private void awaitLeaders(Collection<TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : topics) {
      topic
          .partitions()
          .forEach(
              partition ->
                  ends.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    await("waiting for the leaders of new topics", admin.listOffsets(ends).all());
  }

  /** What it does not say is the broker's default. */
  static NewTopic topic(String name, Topics names) {
    if (names.compacted().contains(name)) {
      return topic(
          name,
          Optional.of(1),
          Map.of(
              "cleanup.policy",
              "compact,delete",
              "retention.ms",
              String.valueOf(RECORDS.toMillis())));
    }
    if (name.equals(names.telemetry())) {
      return topic(
          name, Optional.empty(), Map.of("retention.bytes", String.valueOf(TELEMETRY_BYTES)));
    }
    return new NewTopic(name, Optional.empty(), Optional.empty());
  }

  private static NewTopic topic(
      String name, Optional<Integer> partitions, Map<String, String> settings) {
    return new NewTopic(name, partitions, Optional.empty()).configs(settings);
  }

  private <T> T await(String doing, KafkaFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed(doing, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(doing, e);
    } catch (TimeoutException e) {
      throw failed(doing, e);
    }
  }

  private Failure failed(String doing, Throwable why) {
    Throwable cause = why.getCause() == null ? why : why.getCause();
    return Failure.couldNotRun(
        "broker "
            + bootstrapServers
            + " failed at "
            + doing
            + " ("
            + cause.getClass().getSimpleName()
            + "); is it running?",
        why);
  }
}
