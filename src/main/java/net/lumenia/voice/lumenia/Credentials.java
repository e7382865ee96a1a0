package net.lumenia.voice.lumenia;

/** What every call needs: the account and the key for it. */
public record Credentials(AccountEndpoint endpoint, Token token) {}
