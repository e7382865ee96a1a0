package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Go module of ours. */
record GoModule(Path directory) {
  private static final String LOCATION = "src/test/go/";
  private static final Pattern GO = Pattern.compile("^go (\\S+)$", Pattern.MULTILINE);

  /** Found from where this class was compiled to, so that the working directory does not matter. */
  static GoModule named(String name) {
    Path classes;
    try {
      classes = Path.of(GoModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (Path parent = classes; parent != null; parent = parent.getParent()) {
      Path candidate = parent.resolve(LOCATION + name);
      if (Files.exists(candidate.resolve("go.mod"))) {
        return new GoModule(candidate);
      }
    }
    throw new ControlPlaneException(
        "no folder above %s has %s%s: run from a checkout".formatted(classes, LOCATION, name));
  }

  /** The version of a module that this one requires. */
  String versionOf(String dependency) {
    return required(
        Pattern.compile("^\\t%s (v\\S+)$".formatted(Pattern.quote(dependency)), Pattern.MULTILINE));
  }

  String goVersion() {
    return required(GO);
  }

  private String required(Pattern line) {
    Matcher version = line.matcher(new String(read("go.mod"), StandardCharsets.UTF_8));
    if (!version.find()) {
      throw new IllegalStateException("%s/go.mod has no line like %s".formatted(directory, line));
    }
    return version.group(1);
  }

  /** Differs whenever a build by this command would give another result. */
  String fingerprint(List<String> command) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String file : files()) {
        digest.update(read(file));
      }
      for (String input :
          List.of(
              String.join(" ", command),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))) {
        digest.update(input.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".go") || name.equals("go.mod") || name.equals("go.sum"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
