package net.lumenia.voice.plan;

/** Why a field that differs from live is not sent. */
public enum Hold {
  /** Two PATCHes did not change it. */
  NOT_CONVERGING,

  /** It changed only outside of the spec, and the policy leaves it. */
  IGNORED,

  /** The PATCH would overwrite a value that the operator did not set. */
  REFUSED,

  /** Its value must not be sent. */
  INVALID,

  /** Another writer keeps changing it, and the next correction waits. */
  FLAPPING,

  /** The API rejected it, and the next attempt is not due yet. */
  REJECTED,

  /** The mode allows no PATCH. */
  OBSERVED
}
