package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.RequestFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets fields back some time after a PATCH, as another writer does. */
public final class RevertScheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RevertScheduler.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Carries out a {@link FaultKind.Revert}: before this returns if it has no delay, and otherwise
   * later, unless the fault is removed before it is due.
   */
  public void revert(
      Account account,
      Workspace workspace,
      ObjectNode before,
      RequestFaults.Strike<FaultKind.Revert> strike) {
    FaultKind.Revert revert = strike.kind();
    JsonNode given = revert.value();
    JsonNode value = given == null ? before.path(revert.field()) : given;
    if (revert.millis() == 0) {
      set(account, workspace, revert.field(), value);
    } else {
      threads.execute(
          () -> {
            try {
              Thread.sleep(Duration.ofMillis(revert.millis()));
              if (!strike.fault().ended()) {
                set(account, workspace, revert.field(), value);
              }
            } catch (InterruptedException e) {
              LOG.debug("the simulator closed before it reverted a field", e);
            }
          });
    }
  }

  private static void set(Account account, Workspace workspace, String field, JsonNode value) {
    try {
      account.set(workspace.name(), field, value);
    } catch (NoSuchElementException e) {
      LOG.debug("the workspace was deleted before the simulator reverted a field", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
