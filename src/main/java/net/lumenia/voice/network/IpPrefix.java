package net.lumenia.voice.network;

import java.util.Optional;

/**
 * A network.
 *
 * @param bits how many bits of the address count
 */
record IpPrefix(IpAddress address, int bits) {

  /** The network of a single address. */
  static IpPrefix of(IpAddress address) {
    return new IpPrefix(address, address.bytes().length * Byte.SIZE);
  }

  /** Reads a network in CIDR notation; empty if it is none. */
  static Optional<IpPrefix> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(parts[1]);
    return IpAddress.parse(parts[0])
        .filter(address -> bits <= address.bytes().length * Byte.SIZE)
        .map(address -> new IpPrefix(address, bits));
  }

  boolean contains(IpAddress other) {
    byte[] mine = address.bytes();
    byte[] theirs = other.bytes();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
