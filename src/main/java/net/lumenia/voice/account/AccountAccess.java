package net.lumenia.voice.account;

import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.status.AccountReadiness;

/** The credentials of a LumeniaAccount, or why it has none. The API is not asked for this. */
public sealed interface AccountAccess {

  record Usable(Credentials credentials) implements AccountAccess {}

  record Refused(AccountReadiness why) implements AccountAccess {}
}
