package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that an executor runs tasks, by a task that is submitted again whenever the previous one
 * is done. One thread checks; the task may run on any.
 */
final class Heartbeat implements ProgressCheck {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final String name;
  private final Executor executor;
  private volatile boolean outstanding;
  private long since;

  /**
   * @param executor accepts a task without waiting for its end
   */
  Heartbeat(String name, Executor executor) {
    this.name = name;
    this.executor = executor;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalLong waitingSince(long now) {
    OptionalLong waiting = outstanding ? OptionalLong.of(since) : OptionalLong.empty();
    if (!outstanding) {
      since = now;
      outstanding = true;
      submit();
    }
    return waiting;
  }

  /** An executor that rejects tasks counts as stalled. */
  private void submit() {
    try {
      executor.execute(() -> outstanding = false);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} rejects tasks", name, e);
    }
  }

  @Override
  public void restart(long now) {
    since = now;
  }

  @Override
  public List<Thread> threads() {
    return List.of();
  }
}
