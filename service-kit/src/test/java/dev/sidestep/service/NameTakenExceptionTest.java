package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class NameTakenExceptionTest {
  private final FencedInstanceIdException fenced = new FencedInstanceIdException("fenced");

  @Test
  void namesTheSettingInOneLineHoweverDeepTheFenceIs() {
    assertThat(NameTakenException.of(new KafkaException(fenced), "remediator", "remediator-0"))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "another remediator runs under the name 'remediator-0' (group.instance.id);"
                + " give each its own");
    assertThat(NameTakenException.of(fenced, "predictor", "p")).isPresent();
  }

  @Test
  void otherFailuresAreNoneOfIt() {
    assertThat(NameTakenException.of(new TimeoutException("away"), "remediator", "r")).isEmpty();
  }
}
