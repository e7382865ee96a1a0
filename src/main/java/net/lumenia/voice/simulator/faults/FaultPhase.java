package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/** On which side of a request's work a fault strikes. */
public enum FaultPhase {
  /** Nothing has been looked at, and nothing is changed. */
  @JsonProperty("before")
  BEFORE,
  /** A PATCH has taken effect, if it was a good one. */
  @JsonProperty("after")
  AFTER
}
