package net.lumenia.voice.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files as a whole: at no time does a reader, or a signal, find half of one. */
final class AtomicFile {

  private static final String FOR_NEW_FILES = "rw-r--r--";

  private AtomicFile() {}

  /** Replaces a file, or the file that a link leads to, with the same permissions. */
  static void replace(Path file, String content) throws IOException {
    Path real = file.toRealPath();
    Path written = write(real, content);
    try {
      if (Files.getFileStore(real).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(real));
      }
      move(written, real);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Writes a new file. */
  static void create(Path file, String content) throws IOException {
    Path written = write(file.toAbsolutePath(), content);
    try {
      if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(FOR_NEW_FILES));
      }
      move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static Path write(Path file, String content) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), ".voice-operator-", ".tmp");
    temporary.toFile().deleteOnExit();
    return Files.writeString(temporary, content, UTF_8);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
