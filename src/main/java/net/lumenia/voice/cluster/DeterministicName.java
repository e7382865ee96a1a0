package net.lumenia.voice.cluster;

import net.lumenia.voice.assistant.Digest;

/**
 * Names of objects that belong to a resource: the resource's name and a hash. The hash has 128
 * bits, so that a tenant cannot construct two contents with the same name.
 */
public final class DeterministicName {

  /** Names may have 253 characters; the separator and the hash take 33. */
  private static final int MAX_PREFIX = 200;

  private DeterministicName() {}

  /**
   * The same name for the same identity, short enough for any kind of object.
   *
   * @param owner the name of the resource
   * @param identity distinguishes the owner's objects
   */
  public static String of(String owner, String separator, String identity) {
    String prefix =
        owner.length() <= MAX_PREFIX
            ? owner
            : owner.substring(0, MAX_PREFIX).replaceAll("[^a-z0-9]+$", "");
    return prefix + separator + Digest.strong(identity);
  }
}
