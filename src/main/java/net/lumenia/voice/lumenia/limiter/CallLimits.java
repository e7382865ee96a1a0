package net.lumenia.voice.lumenia.limiter;

/**
 * What an account, or the process with all accounts, may cost the API.
 *
 * @param requestsPerMinute on average; a tenth of it may come at once
 * @param concurrentRequests under way at any time
 */
public record CallLimits(int requestsPerMinute, int concurrentRequests) {

  /** "600 requests per minute with a burst of a tenth, 16 at once." */
  public static final CallLimits DEFAULT = new CallLimits(600, 16);

  /** For the whole process, where the admin says nothing. */
  public static final CallLimits OF_PROCESS = new CallLimits(60_000, 128);

  /** Less than one counts as one. */
  public CallLimits {
    requestsPerMinute = Math.max(1, requestsPerMinute);
    concurrentRequests = Math.max(1, concurrentRequests);
  }

  /** What satisfies both. */
  CallLimits and(CallLimits other) {
    return new CallLimits(
        Math.min(requestsPerMinute, other.requestsPerMinute),
        Math.min(concurrentRequests, other.concurrentRequests));
  }
}
