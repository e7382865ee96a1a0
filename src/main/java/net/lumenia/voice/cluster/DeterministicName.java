package net.lumenia.voice.cluster;

import net.lumenia.voice.assistant.Digest;

/**
 * Names of objects that belong to a resource: whose they are, for people, and a hash. The hash has
 * 128 bits: the author of two contents must not be able to have one taken for the other.
 */
public final class DeterministicName {

  /** Names may have 253 characters; the separator and the hash take 33. */
  private static final int MAX_PREFIX = 200;

  private DeterministicName() {}

  /**
   * The same for the same identity, and short enough for any kind of object.
   *
   * @param owner the name of the resource
   * @param identity what makes it one object
   */
  public static String of(String owner, String separator, String identity) {
    String prefix =
        owner.length() <= MAX_PREFIX
            ? owner
            : owner.substring(0, MAX_PREFIX).replaceAll("[^a-z0-9]+$", "");
    return prefix + separator + Digest.strong(identity);
  }
}
