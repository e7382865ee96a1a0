package net.lumenia.voice.network;

import java.util.List;

/**
 * How to reach the Lumenia API.
 *
 * @param proxies which lead there
 * @param roots that sign its certificate
 */
public record NetworkSettings(Proxies proxies, TrustedRoots roots) {

  /** Without a proxy, with the public certificate authorities only. */
  public static NetworkSettings direct() {
    return new NetworkSettings(Proxies.NONE, TrustedRoots.of(List.of()));
  }
}
