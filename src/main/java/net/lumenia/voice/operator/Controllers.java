package net.lumenia.voice.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.List;
import java.util.function.Consumer;

/**
 * The SDK's controllers, started in two steps: a standby has its caches filled and acts on nothing.
 * The SDK does the same when the leader election is its own.
 */
final class Controllers {

  private final List<? extends Controller<?>> all;

  private Controllers(List<? extends Controller<?>> all) {
    this.all = all;
  }

  /** Those that are registered. */
  static Controllers of(Operator operator) {
    return new Controllers(
        operator.getRegisteredControllers().stream()
            .map(registered -> (Controller<?>) registered)
            .toList());
  }

  /** Returns once the caches are synced. */
  void fillCaches() {
    each(controller -> controller.start(false), "start");
  }

  /** From now on, what is in the caches is reconciled. */
  void startReconciling() {
    all.forEach(Controller::startEventProcessing);
  }

  /** What is being reconciled goes on; nothing else begins. */
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
