package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator does about drift. Absent: {@link #CORRECT}. */
public enum DriftPolicy {
  /** Send every field that differs from the spec. */
  @JsonProperty("Correct")
  CORRECT,

  /** Send only fields that changed in the spec; report drift and leave it in place. */
  @JsonProperty("Report")
  REPORT,

  /** Like Report, and never overwrite a live value that the operator did not set. */
  @JsonProperty("Refuse")
  REFUSE
}
