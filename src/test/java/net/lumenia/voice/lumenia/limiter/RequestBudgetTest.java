package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void burstIsATenthOfAMinute() {
    var budget = new RequestBudget(600, NOON);
    assertThat(spend(budget, Priority.CHANGE, NOON)).isEqualTo(60);
    assertThat(budget.timeUntilAllowed(Priority.CHANGE, NOON)).isEqualTo(Duration.ofMillis(100));
    assertThat(spend(budget, Priority.CHANGE, NOON.plusSeconds(3))).isEqualTo(30);
  }

  @Test
  void quarterOfTheBurstIsReservedForChanges() {
    var budget = new RequestBudget(600, NOON);
    assertThat(spend(budget, Priority.RESYNC, NOON)).isEqualTo(45);
    assertThat(spend(budget, Priority.CHANGE, NOON)).isEqualTo(15);
    assertThat(budget.timeUntilAllowed(Priority.RESYNC, NOON)).isEqualTo(Duration.ofMillis(1600));
  }

  @Test
  void smallestBudgetIsOneRequestPerMinute() {
    var budget = new RequestBudget(1, NOON);
    assertThat(spend(budget, Priority.RESYNC, NOON)).isEqualTo(1);
    assertThat(budget.timeUntilAllowed(Priority.RESYNC, NOON)).isEqualTo(Duration.ofMinutes(1));
    assertThat(spend(budget, Priority.RESYNC, NOON.plusSeconds(60))).isEqualTo(1);
  }

  @Test
  void overdraftDelaysLaterRequests() {
    var budget = new RequestBudget(60, NOON);
    spend(budget, Priority.CHANGE, NOON);
    budget.charge(NOON);
    budget.charge(NOON);
    assertThat(budget.timeUntilAllowed(Priority.CHANGE, NOON)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void refundDoesNotExceedTheBurst() {
    var budget = new RequestBudget(600, NOON);
    budget.refund(NOON);
    assertThat(spend(budget, Priority.CHANGE, NOON)).isEqualTo(60);
  }

  @Test
  void changingTheLimitBackAndForthAddsNoBurst() {
    var budget = new RequestBudget(600, NOON);
    spend(budget, Priority.CHANGE, NOON);
    budget.resize(6000, NOON);
    assertThat(budget.allows(Priority.CHANGE, NOON)).isFalse();
    budget.resize(60, NOON);
    assertThat(budget.timeUntilAllowed(Priority.CHANGE, NOON)).isEqualTo(Duration.ofSeconds(1));
    budget.resize(600, NOON);
    assertThat(spend(budget, Priority.CHANGE, NOON.plusSeconds(1))).isEqualTo(10);
  }

  @Test
  void clockThatGoesBackAddsNothing() {
    var budget = new RequestBudget(600, NOON);
    spend(budget, Priority.CHANGE, NOON);
    Instant before = NOON.minusSeconds(3600);
    assertThat(budget.allows(Priority.CHANGE, before)).isFalse();
    assertThat(spend(budget, Priority.CHANGE, before.plusSeconds(1))).isEqualTo(10);
  }

  private static int spend(RequestBudget budget, Priority priority, Instant now) {
    int spent = 0;
    while (budget.allows(priority, now)) {
      budget.charge(now);
      spent++;
    }
    return spent;
  }
}
