package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;

/** Hears of everybody who is let in. Called without any lock held; must not block. */
@FunctionalInterface
public interface LimiterObserver {

  /** Somebody was let in after this time; zero if nobody had to wait. */
  void waited(Priority priority, Duration time);
}
