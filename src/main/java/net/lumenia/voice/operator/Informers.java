package net.lumenia.voice.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Collection;

/** The health of the watches that everything rests on. */
record Informers(Operator operator) {

  /**
   * Whether none has stopped. One that is waiting for the API server to come back has not: a
   * restart would not help it.
   */
  @SuppressWarnings("rawtypes") // as the SDK declares it
  boolean run() {
    return operator.getRegisteredControllers().stream()
        .map(RegisteredController::getControllerHealthInfo)
        .flatMap(health -> health.informerEventSourceHealthIndicators().values().stream())
        .allMatch(Informers::runs);
  }

  private static boolean runs(InformerWrappingEventSourceHealthIndicator<?> source) {
    Collection<InformerHealthIndicator> informers = source.informerHealthIndicators().values();
    return informers.stream().allMatch(InformerHealthIndicator::isRunning);
  }
}
