package net.lumenia.voice.status;

/** Why a LumeniaAccount is ready or not, and who can help. */
public enum AccountReason {
  AUTHENTICATED("Authenticated", Reason.Remedy.NONE),
  INVALID_SPEC("InvalidSpec", Reason.Remedy.PERSON),
  SECRET_NOT_FOUND("SecretNotFound", Reason.Remedy.OPERATOR),
  SECRET_NOT_LABELLED("SecretNotLabelled", Reason.Remedy.PERSON),
  SECRET_KEY_MISSING("SecretKeyMissing", Reason.Remedy.PERSON),
  BASE_URL_NOT_ALLOWED("BaseUrlNotAllowed", Reason.Remedy.PERSON),
  INVALID_API_KEY("InvalidApiKey", Reason.Remedy.PERSON),
  RATE_LIMITED("RateLimited", Reason.Remedy.OPERATOR),
  UNAVAILABLE("Unavailable", Reason.Remedy.OPERATOR),
  BAD_RESPONSE("BadResponse", Reason.Remedy.OPERATOR);

  private final String text;
  private final Reason.Remedy remedy;

  AccountReason(String text, Reason.Remedy remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** The reason as the condition Ready shows it. */
  public String text() {
    return text;
  }

  /** Who can help. */
  public Reason.Remedy remedy() {
    return remedy;
  }
}
