package net.lumenia.voice.status;

/** Why a VoiceAssistant is ready or not, and who can help. */
public enum Reason {
  SYNCED("Synced", Remedy.NONE),
  INVALID_SPEC("InvalidSpec", Remedy.PERSON),
  ACCOUNT_NOT_FOUND("AccountNotFound", Remedy.OPERATOR),
  ACCOUNT_NOT_READY("AccountNotReady", Remedy.OPERATOR),
  CATALOG_VIOLATION("CatalogViolation", Remedy.PERSON),
  FORBIDDEN("Forbidden", Remedy.PERSON),
  ASSISTANT_NOT_FOUND("AssistantNotFound", Remedy.PERSON),
  REJECTED("Rejected", Remedy.PERSON),
  RATE_LIMITED("RateLimited", Remedy.OPERATOR),
  UNAVAILABLE("Unavailable", Remedy.OPERATOR),
  TIMEOUT("Timeout", Remedy.OPERATOR),
  BAD_RESPONSE("BadResponse", Remedy.OPERATOR),
  VERIFYING("Verifying", Remedy.OPERATOR),
  NOT_CONVERGING("NotConverging", Remedy.PERSON);

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

  Reason(String text, Remedy remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** The reason as the condition Ready shows it. */
  public String text() {
    return text;
  }

  /** Who can help. */
  public Remedy remedy() {
    return remedy;
  }
}
