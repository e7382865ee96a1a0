package net.lumenia.voice.status;

/**
 * Why a VoiceAssistant is ready or not, who can help, and when it is looked at again. With {@link
 * AccountReason} this is the whole table of what happens next: every failure has a reason ({@code
 * FailureClassifier} gives one to those of the API), and every reason a condition and a pace, so
 * that none ends in silence.
 */
public enum Reason {
  SYNCED("Synced", Actor.NONE, RequeuePolicy.RESYNC),
  OBSERVED("Observed", Actor.NONE, RequeuePolicy.RESYNC),
  DRIFT_REPORTED("DriftReported", Actor.NONE, RequeuePolicy.RESYNC),
  INVALID_SPEC("InvalidSpec", Actor.PERSON, RequeuePolicy.RESYNC),
  /** When the owner goes, the operator looks at once. */
  WORKSPACE_CONFLICT("WorkspaceConflict", Actor.PERSON, RequeuePolicy.RESYNC),
  ACCOUNT_NOT_FOUND("AccountNotFound", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  ACCOUNT_NOT_READY("AccountNotReady", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  PROMPT_UNAVAILABLE("PromptUnavailable", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  CATALOG_VIOLATION("CatalogViolation", Actor.PERSON, RequeuePolicy.RESYNC),
  DRIFT_CONFLICT("DriftConflict", Actor.PERSON, RequeuePolicy.RESYNC),
  /** An approval is a change of the spec, and that is looked at as soon as it is seen. */
  AWAITING_APPROVAL("AwaitingApproval", Actor.PERSON, RequeuePolicy.RESYNC),
  FORBIDDEN("Forbidden", Actor.PERSON, RequeuePolicy.RESYNC),
  ASSISTANT_NOT_FOUND("AssistantNotFound", Actor.PERSON, RequeuePolicy.RESYNC),
  /** It is looked at, and the rejected PATCH is sent again when something changed, or hourly. */
  REJECTED("Rejected", Actor.PERSON, RequeuePolicy.RESYNC),
  RATE_LIMITED("RateLimited", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  UNAVAILABLE("Unavailable", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  TIMEOUT("Timeout", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  BAD_RESPONSE("BadResponse", Actor.OPERATOR, RequeuePolicy.BACKOFF),
  VERIFYING("Verifying", Actor.OPERATOR, RequeuePolicy.PROOF),
  NOT_CONVERGING("NotConverging", Actor.PERSON, RequeuePolicy.RESYNC),
  FLAPPING("Flapping", Actor.OPERATOR, RequeuePolicy.RESYNC);

  /** Who can help. */
  public enum Actor {
    /** Nobody needs to: it is ready. */
    NONE,
    /** Only a person: the condition Stalled holds. */
    PERSON,
    /** The operator itself tries again: the condition Reconciling holds. */
    OPERATOR
  }

  private final String text;
  private final Actor actor;
  private final RequeuePolicy pace;

  Reason(String text, Actor actor, RequeuePolicy pace) {
    this.text = text;
    this.actor = actor;
    this.pace = pace;
  }

  /** The reason as the condition Ready shows it. */
  public String text() {
    return text;
  }

  /** Who can help. */
  public Actor actor() {
    return actor;
  }

  /** When it is looked at again. */
  public RequeuePolicy pace() {
    return pace;
  }
}
