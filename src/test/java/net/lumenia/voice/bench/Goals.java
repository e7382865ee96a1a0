package net.lumenia.voice.bench;

/** Says of each goal whether it was reached, and ends the program accordingly. */
final class Goals {

  private boolean missed;

  void expect(boolean reached, String goal) {
    missed |= !reached;
    System.out.printf("%-6s %s%n", reached ? "ok" : "MISSED", goal);
  }

  /** 0 when all goals are reached, else 1. */
  int exitCode() {
    return missed ? 1 : 0;
  }
}
