package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an account's circuit breaker. */
public enum Circuit {
  /** Requests go through. */
  @JsonProperty("Closed")
  CLOSED,

  /** No request goes out: too many have failed. */
  @JsonProperty("Open")
  OPEN,

  /** One probe is allowed through, and decides. */
  @JsonProperty("HalfOpen")
  HALF_OPEN
}
