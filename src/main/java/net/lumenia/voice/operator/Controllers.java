package net.lumenia.voice.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.List;
import java.util.function.Consumer;

/**
 * The SDK's controllers, started in two steps: a standby fills its caches and reconciles nothing.
 * The SDK does the same with its own leader election.
 */
final class Controllers {

  private final List<? extends Controller<?>> all;

  private Controllers(List<? extends Controller<?>> all) {
    this.all = all;
  }

  /** The registered controllers. */
  static Controllers of(Operator operator) {
    return new Controllers(
        operator.getRegisteredControllers().stream()
            .map(registered -> (Controller<?>) registered)
            .toList());
  }

  /** Fills the caches; returns once they are synced. */
  void fillCaches() {
    each(controller -> controller.start(false), "start");
  }

  /** Starts to reconcile the resources in the caches. */
  void startReconciling() {
    all.forEach(Controller::startEventProcessing);
  }

  /** Starts no more reconciles and waits for the running ones. */
  void stop() {
    each(Controller::stop, "stop");
  }

  private void each(Consumer<Controller<?>> step, String name) {
    all.getFirst()
        .getExecutorServiceManager()
        .boundedExecuteAndWaitForAllToComplete(
            all.stream(),
            controller -> {
              step.accept(controller);
              return null;
            },
            controller -> name + " " + controller.getConfiguration().getName());
  }
}
