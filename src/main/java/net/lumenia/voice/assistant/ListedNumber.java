package net.lumenia.voice.assistant;

/**
 * A phone number of an account.
 *
 * @param id as in {@code number_id}
 */
public record ListedNumber(long id, PhoneNumber number, NumberLink link) {}
