package net.lumenia.voice.lumenia.limiter;

/**
 * The limits of an account, or of the process with all accounts. Values below 1 become 1.
 *
 * @param requestsPerMinute on average; a burst may use a tenth of it
 * @param concurrentRequests the most calls in flight
 */
public record CallLimits(int requestsPerMinute, int concurrentRequests) {

  /** For an account that sets no limits. */
  public static final CallLimits DEFAULT = new CallLimits(600, 16);

  /** For the process, if no option sets its limits. */
  public static final CallLimits OF_PROCESS = new CallLimits(60_000, 128);

  public CallLimits {
    requestsPerMinute = Math.max(1, requestsPerMinute);
    concurrentRequests = Math.max(1, concurrentRequests);
  }

  /** The lower of both limits. */
  CallLimits strictest(CallLimits other) {
    return new CallLimits(
        Math.min(requestsPerMinute, other.requestsPerMinute),
        Math.min(concurrentRequests, other.concurrentRequests));
  }
}
