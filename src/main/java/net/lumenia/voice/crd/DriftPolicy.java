package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a change that did not come from the spec. Absent: {@link #CORRECT}. */
public enum DriftPolicy {
  /** Whatever differs from the spec is sent. */
  @JsonProperty("Correct")
  CORRECT,

  /** Only what changed in the spec is sent; the rest is shown, and stays. */
  @JsonProperty("Report")
  REPORT,

  /** Like Report, and nothing that somebody else put there is ever overwritten. */
  @JsonProperty("Refuse")
  REFUSE
}
