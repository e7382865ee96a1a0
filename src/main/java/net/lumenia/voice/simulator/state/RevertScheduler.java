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

/** Somebody else who edits assistants, some time after each PATCH. */
public final class RevertScheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RevertScheduler.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Sets a field back to what the fault says, or to what it was; see {@link FaultKind.Revert}. */
  public void revert(
      Account account,
      Workspace workspace,
      ObjectNode before,
      RequestFaults.Strike<FaultKind.Revert> why) {
    FaultKind.Revert revert = why.kind();
    JsonNode given = revert.value();
    JsonNode value = given == null ? before.path(revert.field()) : given;
    threads.execute(
        () -> {
          try {
            Thread.sleep(Duration.ofMillis(revert.millis()));
            if (!why.fault().ended()) {
              account.set(workspace.name(), revert.field(), value);
            }
          } catch (InterruptedException e) {
            LOG.debug("closed before a field was set back", e);
          } catch (NoSuchElementException e) {
            LOG.debug("the workspace has gone before a field was set back", e);
          }
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
