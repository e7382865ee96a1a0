package net.lumenia.voice.plan;

/** What the spec allows the operator to send, and when. */
public record SendRules(DriftRule policy, WriteMode permission) {

  /** Every difference is sent at once. */
  public static final SendRules DEFAULT = new SendRules(DriftRule.CORRECT, new WriteMode.Always());
}
