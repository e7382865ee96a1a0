package net.lumenia.voice.status;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a LumeniaAccount is ready or not, who can help, and when it is looked at again: "An account
 * that is not Ready is tried again at most every 60 s", whoever has to help.
 */
public enum AccountReason {
  AUTHENTICATED("Authenticated", Reason.Actor.NONE, RequeuePolicy.RESYNC),
  INVALID_SPEC("InvalidSpec", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  SECRET_NOT_FOUND("SecretNotFound", Reason.Actor.OPERATOR, RequeuePolicy.BACKOFF),
  SECRET_NOT_LABELLED("SecretNotLabelled", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  SECRET_KEY_MISSING("SecretKeyMissing", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  BASE_URL_NOT_ALLOWED("BaseUrlNotAllowed", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  INVALID_API_KEY("InvalidApiKey", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  FORBIDDEN("Forbidden", Reason.Actor.PERSON, RequeuePolicy.BACKOFF),
  RATE_LIMITED("RateLimited", Reason.Actor.OPERATOR, RequeuePolicy.BACKOFF),
  UNAVAILABLE("Unavailable", Reason.Actor.OPERATOR, RequeuePolicy.BACKOFF),
  BAD_RESPONSE("BadResponse", Reason.Actor.OPERATOR, RequeuePolicy.BACKOFF);

  private final String text;
  private final Reason.Actor actor;
  private final RequeuePolicy pace;

  AccountReason(String text, Reason.Actor actor, RequeuePolicy pace) {
    this.text = text;
    this.actor = actor;
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
  public Reason.Actor actor() {
    return actor;
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
  public RequeuePolicy pace() {
    return pace;
  }
}
