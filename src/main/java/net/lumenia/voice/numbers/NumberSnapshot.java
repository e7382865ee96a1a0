package net.lumenia.voice.numbers;

import static java.util.stream.Collectors.joining;

import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.cache.SharedStore;

/**
 * A list of phone numbers as it is cached.
 *
 * @param fingerprint lists with the same fingerprint are equal
 * @param footprint its size in memory, in bytes
 */
public record NumberSnapshot(PhoneNumbers numbers, String fingerprint, long footprint)
    implements SharedStore.Item {

  private static final int DIGITS = 64;

  static NumberSnapshot of(PhoneNumbers numbers) {
    String rows =
        numbers.rows().stream().map(Object::toString).collect(joining("\n")) + numbers.gap();
    return new NumberSnapshot(numbers, Digest.of(rows, DIGITS), numbers.footprint());
  }
}
