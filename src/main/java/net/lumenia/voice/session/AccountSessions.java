package net.lumenia.voice.session;

import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.limiter.CallLimits;

/** The sessions of a command, by LumeniaAccount. Closing them ends all. */
public interface AccountSessions extends AutoCloseable {

  /**
   * The session with the account that a VoiceAssistant in this namespace uses.
   *
   * @param account the name of the LumeniaAccount
   */
  SessionResult session(String namespace, String account);

  /** The session with an account in the namespace that the user has chosen, or by default. */
  SessionResult session(String account);

  @Override
  void close();

  /** All VoiceAssistants are in the same account, whatever LumeniaAccount they name. */
  static AccountSessions single(
      LumeniaConnection connection, Credentials credentials, CallLimits limits) {
    LumeniaSession session = connection.session("command line/account", credentials, limits);
    return new AccountSessions() {
      @Override
      public SessionResult session(String namespace, String account) {
        return new SessionResult.Opened(session);
      }

      @Override
      public SessionResult session(String account) {
        return new SessionResult.Opened(session);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }
}
