package net.lumenia.voice.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.numbers.NumberPages;

/**
 * Reads from an account within its budget. Failures of the API are retried, and pauses that it asks
 * for are waited for, as far as {@link Patience} goes. Only reads: no command changes an assistant.
 */
public final class LumeniaSession {

  /** The workspace of calls that concern the whole account; a slug contains no space. */
  private static final String WHOLE_ACCOUNT = "the account";

  private final AccountEndpoint endpoint;
  private final PermitWait permits;
  private final Patience patience;

  /** Once the API has accepted the token, a 403 is about a workspace, not about the account. */
  private final AtomicBoolean authenticated = new AtomicBoolean();

  LumeniaSession(AccountEndpoint endpoint, PermitWait permits, Patience patience) {
    this.endpoint = endpoint;
    this.permits = permits;
    this.patience = patience;
  }

  /** The account. */
  public AccountEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Reads the live assistants of these workspaces in parallel. Blocks until all have ended.
   *
   * @return one result for each workspace, in the given order
   */
  public SequencedMap<WorkspaceSlug, ApiResult<LiveAssistant>> read(
      Collection<WorkspaceSlug> workspaces, ReadProgress progress) {
    List<WorkspaceSlug> distinct = List.copyOf(new LinkedHashSet<>(workspaces));
    permits.begin();
    var done = new AtomicInteger();
    progress.advanced(0, distinct.size());
    var reads = new ArrayList<CompletableFuture<ApiResult<LiveAssistant>>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (WorkspaceSlug workspace : distinct) {
        reads.add(
            CompletableFuture.supplyAsync(
                () -> {
                  ApiResult<LiveAssistant> result =
                      call(
                          workspace.text(),
                          permit -> permit.getAssistant(workspace.text()),
                          progress);
                  progress.advanced(done.incrementAndGet(), distinct.size());
                  return result;
                },
                threads));
      }
    }
    var results = new LinkedHashMap<WorkspaceSlug, ApiResult<LiveAssistant>>();
    for (int i = 0; i < distinct.size(); i++) {
      results.put(distinct.get(i), reads.get(i).join());
    }
    return results;
  }

  /** Reads what the account allows. */
  public ApiResult<Catalog> catalog(ReadProgress progress) {
    permits.begin();
    return call(WHOLE_ACCOUNT, Permit::getCatalog, progress);
  }

  /** Reads the phone numbers of the account. */
  public ApiResult<PhoneNumbers> phoneNumbers(ReadProgress progress) {
    permits.begin();
    return NumberPages.read(
        query -> call(WHOLE_ACCOUNT, permit -> permit.getPhoneNumbers(query), progress));
  }

  private <T> ApiResult<T> call(
      String workspace, Function<Permit, ApiResult<T>> request, ReadProgress progress) {
    try {
      for (int attempt = 1; ; attempt++) {
        ApiResult<T> result = once(workspace, request);
        if (!(result instanceof ApiResult.Failure<T>(ApiFailure failure))
            || !isWorthRepeating(failure, attempt)) {
          return result;
        }
        progress.waiting(waitMessage(failure));
        if (!(failure instanceof ApiFailure.RateLimited)) {
          Thread.sleep(patience.backoff(attempt));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading " + workspace);
    }
  }

  private <T> ApiResult<T> once(String workspace, Function<Permit, ApiResult<T>> request)
      throws InterruptedException {
    return switch (permits.acquire(workspace)) {
      case ApiResult.Failure<Permit>(ApiFailure failure) -> new ApiResult.Failure<>(failure);
      case ApiResult.Success<Permit>(Permit permit) -> {
        try (permit) {
          ApiResult<T> result = request.apply(permit);
          record(result);
          yield result;
        }
      }
    };
  }

  private void record(ApiResult<?> result) {
    switch (result) {
      case ApiResult.Success<?> _ -> {
        authenticated.set(true);
        permits.answered();
      }
      case ApiResult.Failure<?>(ApiFailure failure) -> {
        switch (failure) {
          case ApiFailure.Forbidden _ -> {
            if (!authenticated.get()) {
              permits.giveUp(failure);
            }
          }
          case ApiFailure.RateLimited limited -> {
            permits.failed(limited);
            if (isTooLong(limited)) {
              permits.giveUp(limited);
            }
          }
          case ApiFailure.Unavailable _, ApiFailure.Timeout _, ApiFailure.NoMemory _ ->
              permits.failed(failure);
          case ApiFailure.NotFound _,
              ApiFailure.NotProvisioned _,
              ApiFailure.Rejected _,
              ApiFailure.BadResponse _,
              ApiFailure.Withheld _ ->
              permits.answered();
        }
      }
    }
  }

  private boolean isTooLong(ApiFailure.RateLimited limited) {
    return limited.retryAfter().filter(wait -> wait.compareTo(patience.pause()) > 0).isPresent();
  }

  /** A 429 is repeated as long as the permits allow it, because its pause limits the attempts. */
  private boolean isWorthRepeating(ApiFailure failure, int attempt) {
    return switch (failure) {
      case ApiFailure.RateLimited limited -> !isTooLong(limited) && !permits.hasEnded();
      case ApiFailure.Unavailable _, ApiFailure.Timeout _, ApiFailure.NoMemory _ ->
          attempt < patience.attempts() && !permits.hasEnded();
      case ApiFailure.Forbidden _,
          ApiFailure.NotFound _,
          ApiFailure.NotProvisioned _,
          ApiFailure.Rejected _,
          ApiFailure.BadResponse _,
          ApiFailure.Withheld _ ->
          false;
    };
  }

  private static String waitMessage(ApiFailure failure) {
    return failure instanceof ApiFailure.RateLimited limited
        ? "the API limits the requests of this account; waiting"
            + limited.retryAfter().map(LumeniaSession::seconds).orElse("")
        : failure.message() + "; trying again";
  }

  private static String seconds(Duration wait) {
    return " %ds".formatted(Math.max(1, wait.toSeconds()));
  }
}
