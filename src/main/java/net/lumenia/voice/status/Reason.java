package net.lumenia.voice.status;

/**
 * Why a VoiceAssistant is ready or not, who can help, and when it is looked at again. With {@link
 * AccountReason} this is the whole table of what happens next: every failure has a reason ({@code
 * FailureClassifier} gives one to those of the API), and every reason a condition and a pace, so
 * that none ends in silence.
 */
public enum Reason {
  SYNCED("Synced", Remedy.NONE, Pace.RESYNC),
  OBSERVED("Observed", Remedy.NONE, Pace.RESYNC),
  DRIFT_REPORTED("DriftReported", Remedy.NONE, Pace.RESYNC),
  INVALID_SPEC("InvalidSpec", Remedy.PERSON, Pace.RESYNC),
  /** When the owner goes, the operator looks at once. */
  WORKSPACE_CONFLICT("WorkspaceConflict", Remedy.PERSON, Pace.RESYNC),
  ACCOUNT_NOT_FOUND("AccountNotFound", Remedy.OPERATOR, Pace.BACKOFF),
  ACCOUNT_NOT_READY("AccountNotReady", Remedy.OPERATOR, Pace.BACKOFF),
  PROMPT_UNAVAILABLE("PromptUnavailable", Remedy.OPERATOR, Pace.BACKOFF),
  CATALOG_VIOLATION("CatalogViolation", Remedy.PERSON, Pace.RESYNC),
  DRIFT_CONFLICT("DriftConflict", Remedy.PERSON, Pace.RESYNC),
  /** An approval is a change of the spec, and that is looked at as soon as it is seen. */
  AWAITING_APPROVAL("AwaitingApproval", Remedy.PERSON, Pace.RESYNC),
  FORBIDDEN("Forbidden", Remedy.PERSON, Pace.RESYNC),
  ASSISTANT_NOT_FOUND("AssistantNotFound", Remedy.PERSON, Pace.RESYNC),
  /** It is looked at, and the rejected PATCH is sent again when something changed, or hourly. */
  REJECTED("Rejected", Remedy.PERSON, Pace.RESYNC),
  RATE_LIMITED("RateLimited", Remedy.OPERATOR, Pace.BACKOFF),
  UNAVAILABLE("Unavailable", Remedy.OPERATOR, Pace.BACKOFF),
  TIMEOUT("Timeout", Remedy.OPERATOR, Pace.BACKOFF),
  BAD_RESPONSE("BadResponse", Remedy.OPERATOR, Pace.BACKOFF),
  VERIFYING("Verifying", Remedy.OPERATOR, Pace.PROOF),
  NOT_CONVERGING("NotConverging", Remedy.PERSON, Pace.RESYNC),
  FLAPPING("Flapping", Remedy.OPERATOR, Pace.RESYNC);

  /** Who can help. */
  public enum Remedy {
    /** Nobody needs to: it is ready. */
    NONE,
    /** Only a person: the condition Stalled holds. */
    PERSON,
    /** The operator itself tries again: the condition Reconciling holds. */
    OPERATOR
  }

  private final String text;
  private final Remedy remedy;
  private final Pace pace;

  Reason(String text, Remedy remedy, Pace pace) {
    this.text = text;
    this.remedy = remedy;
    this.pace = pace;
  }

  /** The reason as the condition Ready shows it. */
  public String text() {
    return text;
  }

  /** Who can help. */
  public Remedy remedy() {
    return remedy;
  }

  /** When it is looked at again. */
  public Pace pace() {
    return pace;
  }
}
