package net.lumenia.voice.status;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a LumeniaAccount is ready or not, who has to act, and when the operator checks it again. An
 * account that is not ready is checked again within about 60 s, regardless of who has to act.
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
  private final RequeuePolicy requeuePolicy;

  AccountReason(String text, Reason.Actor actor, RequeuePolicy requeuePolicy) {
    this.text = text;
    this.actor = actor;
    this.requeuePolicy = requeuePolicy;
  }

  /** The reason with this text in the condition Ready; empty if this version does not know it. */
  public static Optional<AccountReason> of(String text) {
    return Arrays.stream(values()).filter(reason -> reason.text.equals(text)).findFirst();
  }

  /** The reason's text in the condition Ready. */
  public String text() {
    return text;
  }

  /** Who has to act. */
  public Reason.Actor actor() {
    return actor;
  }

  /**
   * Whether the account is known to have no usable token. An API that could not be reached says
   * nothing about the token.
   */
  public boolean isWithoutToken() {
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

  /** When the operator checks the account again. */
  public RequeuePolicy requeuePolicy() {
    return requeuePolicy;
  }
}
