package net.lumenia.voice.controlplane;

/** Tells the person at the terminal (or a CI log) what takes so long. */
final class Progress {
  private Progress() {}

  static void say(String line) {
    System.err.println("voice-operator: " + line);
  }
}
