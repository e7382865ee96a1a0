package net.lumenia.voice.lumenia;

/** An account and the token for it. */
public record Credentials(AccountEndpoint endpoint, Token token) {}
