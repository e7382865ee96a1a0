package net.lumenia.voice.status;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a LumeniaAccount is ready or not, who can help, and when it is looked at again: "An account
 * that is not Ready is tried again at most every 60 s", whoever has to help.
 */
public enum AccountReason {
  AUTHENTICATED("Authenticated", Reason.Remedy.NONE, Pace.RESYNC),
  INVALID_SPEC("InvalidSpec", Reason.Remedy.PERSON, Pace.BACKOFF),
  SECRET_NOT_FOUND("SecretNotFound", Reason.Remedy.OPERATOR, Pace.BACKOFF),
  SECRET_NOT_LABELLED("SecretNotLabelled", Reason.Remedy.PERSON, Pace.BACKOFF),
  SECRET_KEY_MISSING("SecretKeyMissing", Reason.Remedy.PERSON, Pace.BACKOFF),
  BASE_URL_NOT_ALLOWED("BaseUrlNotAllowed", Reason.Remedy.PERSON, Pace.BACKOFF),
  INVALID_API_KEY("InvalidApiKey", Reason.Remedy.PERSON, Pace.BACKOFF),
  FORBIDDEN("Forbidden", Reason.Remedy.PERSON, Pace.BACKOFF),
  RATE_LIMITED("RateLimited", Reason.Remedy.OPERATOR, Pace.BACKOFF),
  UNAVAILABLE("Unavailable", Reason.Remedy.OPERATOR, Pace.BACKOFF),
  BAD_RESPONSE("BadResponse", Reason.Remedy.OPERATOR, Pace.BACKOFF);

  private final String text;
  private final Reason.Remedy remedy;
  private final Pace pace;

  AccountReason(String text, Reason.Remedy remedy, Pace pace) {
    this.text = text;
    this.remedy = remedy;
    this.pace = pace;
  }

  /** The reason that the condition Ready shows so, if this version knows it. */
  public static Optional<AccountReason> of(String text) {
    return Arrays.stream(values()).filter(reason -> reason.text.equals(text)).findFirst();
  }

  /** The reason as the condition Ready shows it. */
  public String text() {
    return text;
  }

  /** Who can help. */
  public Reason.Remedy remedy() {
    return remedy;
  }

  /**
   * Whether it is known that the account can't call the API with its key as things stand. That the
   * API could not be asked says nothing about the key.
   */
  public boolean isWithoutKey() {
    return switch (this) {
      case INVALID_SPEC,
          SECRET_NOT_FOUND,
          SECRET_NOT_LABELLED,
          SECRET_KEY_MISSING,
          BASE_URL_NOT_ALLOWED,
          INVALID_API_KEY,
          FORBIDDEN ->
          true;
      case AUTHENTICATED, RATE_LIMITED, UNAVAILABLE, BAD_RESPONSE -> false;
    };
  }

  /** When it is looked at again. */
  public Pace pace() {
    return pace;
  }
}
