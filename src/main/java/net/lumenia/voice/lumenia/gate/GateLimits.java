package net.lumenia.voice.lumenia.gate;

/**
 * What an account, or the process with all accounts, may cost the API.
 *
 * @param requestsPerMinute on average; a tenth of it may come at once
 * @param concurrentRequests under way at any time
 */
public record GateLimits(int requestsPerMinute, int concurrentRequests) {

  /** "600 requests per minute with a burst of a tenth, 16 at once." */
  public static final GateLimits DEFAULT = new GateLimits(600, 16);

  /** For the whole process, where the admin says nothing. */
  public static final GateLimits OF_PROCESS = new GateLimits(60_000, 128);

  /** Less than one counts as one. */
  public GateLimits {
    requestsPerMinute = Math.max(1, requestsPerMinute);
    concurrentRequests = Math.max(1, concurrentRequests);
  }

  /** What satisfies both. */
  GateLimits and(GateLimits other) {
    return new GateLimits(
        Math.min(requestsPerMinute, other.requestsPerMinute),
        Math.min(concurrentRequests, other.concurrentRequests));
  }
}
