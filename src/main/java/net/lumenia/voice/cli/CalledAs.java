package net.lumenia.voice.cli;

import java.util.Set;

/** The name under which a user started the program. Texts of the program repeat it. */
enum CalledAs {
  PROGRAM("voice-operator"),
  /** kubectl runs kubectl-lumenia on the PATH. */
  KUBECTL_PLUGIN("kubectl lumenia");

  private static final Set<String> SERVERS = Set.of("run", "simulate");

  private final String text;

  CalledAs(String text) {
    this.text = text;
  }

  /** The name that the launcher told. */
  static CalledAs current() {
    return "kubectl-lumenia".equals(System.getProperty("voice.called.as"))
        ? KUBECTL_PLUGIN
        : PROGRAM;
  }

  /** What a user types before a command. */
  String text() {
    return text;
  }

  /** The name of the file that a shell starts. */
  String executable() {
    return text.replace(' ', '-');
  }

  /** Whether the list of commands has this one: those for servers are no part of kubectl. */
  boolean lists(String command) {
    return this == PROGRAM || !SERVERS.contains(command);
  }
}
