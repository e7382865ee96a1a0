package net.lumenia.voice.lumenia;

/** The API accepts the key: {@code {"authenticated": true}}. There is nothing more to know. */
public record Authenticated() {}
