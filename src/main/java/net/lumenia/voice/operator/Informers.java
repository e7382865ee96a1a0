package net.lumenia.voice.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Collection;

/** The health of the informers. */
record Informers(Operator operator) {

  /**
   * Whether no informer has stopped. One that waits for an unavailable API server has not stopped:
   * a restart would not help.
   */
  @SuppressWarnings("rawtypes") // the SDK's declaration
  boolean areRunning() {
    return operator.getRegisteredControllers().stream()
        .map(RegisteredController::getControllerHealthInfo)
        .flatMap(health -> health.informerEventSourceHealthIndicators().values().stream())
        .allMatch(Informers::isRunning);
  }

  private static boolean isRunning(InformerWrappingEventSourceHealthIndicator<?> source) {
    Collection<InformerHealthIndicator> informers = source.informerHealthIndicators().values();
    return informers.stream().allMatch(InformerHealthIndicator::isRunning);
  }
}
