package net.lumenia.voice.plan;

/** What an assistant's owner allows the operator to send, and when. */
public record Rules(Policy policy, Permission permission) {

  /** What holds where nothing else is said: whatever differs is sent, at once. */
  public static final Rules DEFAULT = new Rules(Policy.CORRECT, new Permission.Always());
}
