package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;

/** Is told of every permit. Called without any lock held; must not block. */
@FunctionalInterface
public interface LimiterObserver {

  /** A caller got a permit after waiting in the queue; zero if it did not have to wait. */
  void admitted(Priority priority, Duration waited);
}
