package net.lumenia.voice.plan;

/** What an assistant's owner allows the operator to send, and when. */
public record SendRules(DriftRule policy, WriteMode permission) {

  /** What holds where nothing else is said: whatever differs is sent, at once. */
  public static final SendRules DEFAULT = new SendRules(DriftRule.CORRECT, new WriteMode.Always());
}
