package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is given to a thread again and again, and only then if the last one is done. Checked
 * by one thread; the task runs on any.
 */
final class Heartbeat implements ProgressCheck {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final String name;
  private final Executor thread;
  private volatile boolean outstanding;
  private long since;

  /**
   * @param thread takes the task without waiting until it is done
   */
  Heartbeat(String name, Executor thread) {
    this.name = name;
    this.thread = thread;
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
      give();
    }
    return waiting;
  }

  /** A thread that takes nothing any more has stalled, too. */
  private void give() {
    try {
      thread.execute(() -> outstanding = false);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} takes nothing any more", name, e);
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
