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

/** Our Go module, which links etcd and Kubernetes into one binary. */
record GoModule(Path directory) {
  private static final String LOCATION = "src/test/go/control-plane";
  private static final Pattern KUBERNETES =
      Pattern.compile("^\\tk8s\\.io/kubernetes (v\\S+)$", Pattern.MULTILINE);
  private static final Pattern GO = Pattern.compile("^go (\\S+)$", Pattern.MULTILINE);

  /** Found from where this class was compiled to, so that the working directory does not matter. */
  static GoModule ofThisRepository() {
    Path classes;
    try {
      classes = Path.of(GoModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (Path parent = classes; parent != null; parent = parent.getParent()) {
      Path candidate = parent.resolve(LOCATION);
      if (Files.exists(candidate.resolve("go.mod"))) {
        return new GoModule(candidate);
      }
    }
    throw new ControlPlaneException(
        "no folder above %s has %s: run from a checkout, or set %s"
            .formatted(classes, LOCATION, BinaryResolver.ASSETS));
  }

  String kubernetesVersion() {
    return required(KUBERNETES);
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

  /** Differs whenever a build would give another result. */
  String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String file : List.of("go.mod", "go.sum", "main.go")) {
        digest.update(read(file));
      }
      for (String input :
          List.of(
              String.join(" ", GoBuild.command(this, Path.of("bin"))),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))) {
        digest.update(input.getBytes(StandardCharsets.UTF_8));
      }
      return kubernetesVersion() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
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
