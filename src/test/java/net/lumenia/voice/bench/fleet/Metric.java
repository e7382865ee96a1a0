package net.lumenia.voice.bench.fleet;

import java.util.Locale;

/** What is measured of one operator with one fleet. */
enum Metric {
  READY("start to ready", "s", 2),
  FIRST_CALL("start to the first GET of an assistant", "s", 2),
  CONVERGED("start to all statuses written", "s", 2),
  OPERATOR_CPU("meanwhile: operator's CPU per assistant", "ms", 2),
  API_SERVER_CPU("API server's CPU per assistant", "ms", 2),
  ETCD_CPU("etcd's CPU per assistant", "ms", 2),
  SIMULATOR_CPU("simulator's CPU per assistant", "ms", 2),
  OTHER_CPU("CPU of all other processes", "s", 1),
  GETS("Lumenia API: GET per assistant", "", 2),
  PATCHES("Lumenia API: PATCH per assistant", "", 2),
  REQUESTS("API server: requests per assistant", "", 2),
  WRITES("API server: writes per assistant", "", 2),
  EARLY_PATCH_P50("meanwhile: edit to PATCH, p50", "ms", 0),
  EARLY_PATCH_P99("edit to PATCH, p99", "ms", 0),
  EDIT_PATCH_P50("idle fleet: edit to PATCH, p50", "ms", 0),
  EDIT_PATCH_P99("edit to PATCH, p99", "ms", 0),
  EDIT_READY_P50("edit to Ready, p50", "ms", 0),
  EDIT_READY_P99("edit to Ready, p99", "ms", 0),
  CHANGED("all changed at once, to all statuses written", "s", 2),
  CHANGED_APPLY("of which the changes themselves take", "s", 2),
  CHANGED_CPU("meanwhile: operator's CPU per assistant", "ms", 2),
  CHANGED_API_SERVER_CPU("API server's CPU per assistant", "ms", 2),
  CHANGED_WRITES("API server: writes per assistant", "", 2),
  IDLE_CPU("idle, resync every 60 s: operator's cores", "", 3),
  IDLE_CALLS("Lumenia API: requests per minute", "", 0),
  IDLE_REQUESTS("API server: requests per minute", "", 0),
  IDLE_WRITES("API server: writes per minute", "", 0),
  RESIDENT("resident memory, settled", "MiB", 0),
  PEAK("resident memory, peak", "MiB", 0),
  BUSY_CALLS("resync at full budget: requests per minute", "", 0),
  BUSY_PATCH_P50("edit to PATCH, p50", "ms", 0),
  BUSY_PATCH_P99("edit to PATCH, p99", "ms", 0),
  BUSY_READY_P50("edit to Ready, p50", "ms", 0),
  BUSY_READY_P99("edit to Ready, p99", "ms", 0);

  private final String label;
  private final String unit;
  private final int decimals;

  Metric(String label, String unit, int decimals) {
    this.label = label;
    this.unit = unit;
    this.decimals = decimals;
  }

  /** In the first column of a table. */
  String label() {
    return unit.isEmpty() ? label : label + ", " + unit;
  }

  /** The value, without its unit. */
  String format(double value) {
    return String.format(Locale.ROOT, "%,.{}f".replace("{}", Integer.toString(decimals)), value);
  }
}
