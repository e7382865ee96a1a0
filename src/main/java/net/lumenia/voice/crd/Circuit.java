package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an account's circuit breaker. */
public enum Circuit {
  /** Requests are sent. */
  @JsonProperty("Closed")
  CLOSED,

  /** No requests are sent: too many have failed. */
  @JsonProperty("Open")
  OPEN,

  /** One probe is sent; its result closes or reopens the circuit. */
  @JsonProperty("HalfOpen")
  HALF_OPEN
}
