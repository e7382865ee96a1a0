package net.lumenia.voice.lumenia.limiter;

import java.util.HashMap;
import java.util.Map;

/**
 * How many slots of a shared limit each tenant uses. A tenant waits while it uses more than seven
 * times as many as are free, so that slots that hang leave some for other tenants. Not thread-safe.
 */
public final class TenantShares {

  private static final int MAX_USED_PER_FREE_SLOT = 7;

  private final Map<String, Integer> used = new HashMap<>();

  /** Whether a tenant may take one of these free slots. */
  public boolean allows(String tenant, int free) {
    return used.getOrDefault(tenant, 0) <= MAX_USED_PER_FREE_SLOT * free;
  }

  public void take(String tenant) {
    used.merge(tenant, 1, Integer::sum);
  }

  public void release(String tenant) {
    used.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The tenants that use a slot. */
  int size() {
    return used.size();
  }
}
