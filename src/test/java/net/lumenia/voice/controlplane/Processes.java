package net.lumenia.voice.controlplane;

import java.nio.file.Path;
import java.util.List;

/** What runs on this machine, as far as tests have to know. */
final class Processes {
  private Processes() {}

  /** The command lines of all processes that have something to do with the directory. */
  static List<String> of(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .flatMap(process -> process.info().commandLine().stream())
        .filter(commandLine -> commandLine.contains(directory.toString()))
        .toList();
  }
}
