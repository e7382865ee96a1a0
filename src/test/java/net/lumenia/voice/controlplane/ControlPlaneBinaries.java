package net.lumenia.voice.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A directory with the programs of a control plane, named as their makers name them. */
record ControlPlaneBinaries(Path directory) {

  Path path(Program program) {
    return directory.resolve(program.fileName());
  }

  boolean has(Set<Program> programs) {
    return programs.stream().map(this::path).allMatch(Files::isExecutable);
  }
}
