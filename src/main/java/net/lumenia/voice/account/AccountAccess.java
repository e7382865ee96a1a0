package net.lumenia.voice.account;

import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.status.AccountReason;

/** Whether a LumeniaAccount can be used for calls at all; the API has not been asked yet. */
public sealed interface AccountAccess {

  /** It has everything that a call needs. */
  record Usable(Credentials credentials) implements AccountAccess {}

  /** It can't be used. */
  record Refused(AccountReason reason, String message) implements AccountAccess {}
}
