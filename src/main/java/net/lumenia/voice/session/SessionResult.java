package net.lumenia.voice.session;

/** The session with an account, or why there is none. */
public sealed interface SessionResult {

  /** The account can be used; only the API knows whether the token is valid. */
  record Opened(LumeniaSession session) implements SessionResult {}

  /**
   * The account can't be used.
   *
   * @param why what is wrong and what to do, in one sentence that names the LumeniaAccount
   */
  record Refused(String why) implements SessionResult {}
}
