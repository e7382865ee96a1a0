package net.lumenia.voice.operator.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a help text to the SDK's meters, reduces their buckets, and removes the label with the
 * number of the retry: a bug is retried forever, and every number would be a new series.
 */
final class SdkMeters implements MeterFilter {

  private static final String PREFIX = "operator.sdk.";
  private static final String RETRIES = "reconciliations.retries.";

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().startsWith(PREFIX)) {
      return id;
    }
    List<Tag> tags =
        id.getTags().stream().filter(tag -> !tag.getKey().startsWith(RETRIES)).toList();
    String help = "Java Operator SDK: " + id.getName().substring(PREFIX.length()).replace('.', ' ');
    return new Meter.Id(id.getName(), Tags.of(tags), id.getBaseUnit(), help, id.getType());
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig ofTheSdk) {
    return id.getName().startsWith(PREFIX)
        ? DistributionStatisticConfig.builder()
            .percentilesHistogram(false)
            .serviceLevelObjectives(
                Arrays.stream(Buckets.OF_WORK).mapToDouble(Duration::toNanos).toArray())
            .build()
            .merge(ofTheSdk)
        : ofTheSdk;
  }
}
