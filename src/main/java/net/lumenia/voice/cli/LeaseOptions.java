package net.lumenia.voice.cli;

import java.time.Duration;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.spec.DurationText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The times of the leader election, with the names and meanings that client-go gives them. */
final class LeaseOptions {

  /** Below it, an ordinary delay of the API server would end the leader. */
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  private static final Duration LONGEST = Duration.ofHours(1);

  private static final String LEASE_DURATION = "--leader-election-lease-duration";
  private static final String RENEW_DEADLINE = "--leader-election-renew-deadline";
  private static final String RETRY_PERIOD = "--leader-election-retry-period";

  @Option(
      names = LEASE_DURATION,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "15s",
      description =
          "How long a standby waits for a renewal of the lease before it takes it; whole seconds"
              + " from 3s to 1h. Default: ${DEFAULT-VALUE}")
  private Duration leaseDuration = LeaseTiming.DEFAULT.duration();

  @Option(
      names = RENEW_DEADLINE,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "10s",
      description =
          "How long the leader acts without a renewal before it exits; less than the lease"
              + " duration, and the rest is for requests in flight. Default: ${DEFAULT-VALUE}")
  private Duration renewDeadline = LeaseTiming.DEFAULT.renewDeadline();

  @Option(
      names = RETRY_PERIOD,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "2s",
      description =
          "Time between two renewals, of which a standby waits a quarter between two checks; from"
              + " 100ms to a quarter of the renew deadline. Default: ${DEFAULT-VALUE}")
  private Duration retryPeriod = LeaseTiming.DEFAULT.renewInterval();

  /**
   * The times.
   *
   * @throws ParameterException if two processes could lead at the same time, or a single lost
   *     request would end the leader
   */
  LeaseTiming timing(CommandSpec command) {
    if (leaseDuration.compareTo(SHORTEST) < 0
        || leaseDuration.compareTo(LONGEST) > 0
        || leaseDuration.toNanosPart() != 0) {
      throw wrong(command, LEASE_DURATION + ": must be whole seconds from 3s to 1h");
    }
    if (!renewDeadline.isPositive() || renewDeadline.compareTo(leaseDuration) >= 0) {
      throw wrong(
          command,
          "%s: must be less than %s, which is %s, so that the leader stops before another one starts"
              .formatted(RENEW_DEADLINE, LEASE_DURATION, DurationText.format(leaseDuration)));
    }
    if (retryPeriod.compareTo(Duration.ofMillis(100)) < 0
        || retryPeriod.multipliedBy(4).compareTo(renewDeadline) > 0) {
      throw wrong(
          command,
          "%s: must be between 100ms and a quarter of %s, which is %s, so that a lost renewal can be repeated in time"
              .formatted(RETRY_PERIOD, RENEW_DEADLINE, DurationText.format(renewDeadline)));
    }
    return LeaseTiming.of(leaseDuration, renewDeadline, retryPeriod);
  }

  private static ParameterException wrong(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
