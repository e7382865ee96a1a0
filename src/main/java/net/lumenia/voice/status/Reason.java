package net.lumenia.voice.status;

/**
 * Why a VoiceAssistant is ready or not, who has to act, and when the operator checks it again. With
 * {@link AccountReason} this is the complete table of what happens next: every failure has a reason
 * ({@code FailureClassifier} maps those of the API), and every reason sets a condition and a {@link
 * RequeuePolicy}.
 */
public enum Reason {
  SYNCED("Synced", Actor.NONE, RequeuePolicy.RESYNC),
  OBSERVED("Observed", Actor.NONE, RequeuePolicy.RESYNC),
  DRIFT_REPORTED("DriftReported", Actor.NONE, RequeuePolicy.RESYNC),
  INVALID_SPEC("InvalidSpec", Actor.PERSON, RequeuePolicy.RESYNC),
  /** When the owner is deleted, the operator checks this resource at once. */
  WORKSPACE_CONFLICT("WorkspaceConflict", Actor.PERSON, RequeuePolicy.RESYNC),
  ACCOUNT_NOT_FOUND("AccountNotFound", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  ACCOUNT_NOT_READY("AccountNotReady", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  PROMPT_UNAVAILABLE("PromptUnavailable", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  CATALOG_VIOLATION("CatalogViolation", Actor.PERSON, RequeuePolicy.RESYNC),
  DRIFT_CONFLICT("DriftConflict", Actor.PERSON, RequeuePolicy.RESYNC),
  /** An approval is a change of the spec, which starts a reconcile at once. */
  AWAITING_APPROVAL("AwaitingApproval", Actor.PERSON, RequeuePolicy.RESYNC),
  FORBIDDEN("Forbidden", Actor.PERSON, RequeuePolicy.RESYNC),
  ASSISTANT_NOT_FOUND("AssistantNotFound", Actor.PERSON, RequeuePolicy.RESYNC),
  /**
   * Every resync checks it. The rejected PATCH is sent again after a change, on request, or after
   * an hour; a phone number alone after 10 seconds, then after twice as long up to 5 minutes.
   */
  REJECTED("Rejected", Actor.PERSON, RequeuePolicy.RESYNC),
  RATE_LIMITED("RateLimited", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  UNAVAILABLE("Unavailable", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  TIMEOUT("Timeout", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  BAD_RESPONSE("BadResponse", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  VERIFYING("Verifying", Actor.OPERATOR, RequeuePolicy.PROOF),
  NOT_CONVERGING("NotConverging", Actor.PERSON, RequeuePolicy.RESYNC),
  FLAPPING("Flapping", Actor.OPERATOR, RequeuePolicy.RESYNC),
  /** Every resync looks it up again. */
  NUMBER_NOT_FOUND("NumberNotFound", Actor.PERSON, RequeuePolicy.RESYNC);

  /** Who has to act. */
  public enum Actor {
    /** The resource is ready. */
    NONE,
    /** Only a person can fix it: the condition Stalled is True. */
    PERSON,
    /** The operator retries: the condition Reconciling is True. */
    OPERATOR
  }

  private final String text;
  private final Actor actor;
  private final RequeuePolicy requeuePolicy;

  Reason(String text, Actor actor, RequeuePolicy requeuePolicy) {
    this.text = text;
    this.actor = actor;
    this.requeuePolicy = requeuePolicy;
  }

  /** The reason's text in the condition Ready. */
  public String text() {
    return text;
  }

  /** Who has to act. */
  public Actor actor() {
    return actor;
  }

  /** When the operator checks the assistant again. */
  public RequeuePolicy requeuePolicy() {
    return requeuePolicy;
  }
}
