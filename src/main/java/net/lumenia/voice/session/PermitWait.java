package net.lumenia.voice.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;

/**
 * Waits for permits of an account on the calling thread, which is a virtual one, and gives up if
 * the API has not answered any call for too long. Thread-safe.
 */
final class PermitWait {

  /** A permit that no caller claims within ten seconds is lost, so each asks again before. */
  private static final long ASK_AGAIN_SECONDS = 1;

  /** Callers of a command make no resyncs, so this interval limits nothing. */
  private static final Duration INTERVAL = Duration.ofDays(1);

  private final AccountLimiters limiters;
  private final AccountLimiter limiter;
  private final String account;
  private final Patience patience;
  private final InstantSource clock;
  private final AtomicReference<Instant> lastAnswer;
  private final AtomicReference<Optional<ApiFailure>> lastFailure =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<ApiFailure>> end = new AtomicReference<>(Optional.empty());

  PermitWait(
      AccountLimiters limiters,
      AccountLimiter limiter,
      String account,
      Patience patience,
      InstantSource clock) {
    this.limiters = limiters;
    this.limiter = limiter;
    this.account = account;
    this.patience = patience;
    this.clock = clock;
    lastAnswer = new AtomicReference<>(clock.instant());
  }

  /** New calls begin: the time before them does not count as waiting. */
  void begin() {
    lastAnswer.set(clock.instant());
    end.set(Optional.empty());
  }

  /** The API answered a call, whatever the answer. */
  void answered() {
    lastAnswer.set(clock.instant());
  }

  /** A call failed because of the API. */
  void failed(ApiFailure failure) {
    lastFailure.set(Optional.of(failure));
  }

  /** All calls that wait, and all later ones, fail like this. */
  void giveUp(ApiFailure failure) {
    end.compareAndSet(Optional.empty(), Optional.of(failure));
  }

  boolean hasEnded() {
    return end.get().isPresent();
  }

  /** Waits for a permit; a failure if the API has been away for too long. */
  ApiResult<Permit> acquire(String workspace) throws InterruptedException {
    var woken = new Semaphore(0);
    var caller =
        new Caller(
            account + " " + workspace,
            Priority.CHANGE,
            INTERVAL,
            () -> {
              woken.release();
              return true;
            });
    while (!hasEnded()) {
      switch (limiter.tryAcquire(caller)) {
        case Admission.Admitted(Permit permit) when hasEnded() -> permit.close();
        case Admission.Admitted(Permit permit) -> {
          return new ApiResult.Success<>(permit);
        }
        case Admission.Queued _ -> {}
        case Admission.Paused(ApiFailure reason) -> giveUpIfTooLong(reason);
      }
      if (!hasEnded()) {
        boolean _ = woken.tryAcquire(ASK_AGAIN_SECONDS, TimeUnit.SECONDS);
      }
    }
    limiters.withdraw(caller.id());
    return new ApiResult.Failure<>(end.get().orElseThrow());
  }

  private void giveUpIfTooLong(ApiFailure reason) {
    Duration allowed =
        reason instanceof ApiFailure.RateLimited ? patience.pause() : patience.outage();
    if (clock.instant().isAfter(lastAnswer.get().plus(allowed))) {
      giveUp(lastFailure.get().orElse(reason));
    }
  }
}
