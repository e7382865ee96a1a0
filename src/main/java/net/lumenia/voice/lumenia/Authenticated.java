package net.lumenia.voice.lumenia;

/** The API accepts the token. */
public record Authenticated() {}
