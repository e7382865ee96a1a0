package net.lumenia.voice.reconcile;

import net.lumenia.voice.assistant.Digest;

/** Names of objects that belong to a resource: whose they are, for people, and a hash. */
final class OwnedName {

  private static final int MAX_PREFIX = 200;

  private OwnedName() {}

  /**
   * The same for the same identity, and short enough for any kind of object.
   *
   * @param owner the name of the resource
   * @param identity what makes it one object
   */
  static String of(String owner, String separator, String identity) {
    String prefix =
        owner.length() <= MAX_PREFIX
            ? owner
            : owner.substring(0, MAX_PREFIX).replaceAll("[^a-z0-9]+$", "");
    return prefix + separator + Digest.of(identity);
  }
}
