package net.lumenia.voice.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds and reads the files that the user named: files, folders with all their YAML and JSON files
 * in alphabetical order, and {@code -} for stdin. Follows links. In folders it leaves out names
 * that start with a dot, such as those by which Kubernetes mounts a ConfigMap.
 */
final class InputFiles {

  static final String STDIN = "-";

  private static final Pattern MANIFEST = Pattern.compile(".*\\.(?:ya?ml|json)");

  /** More than the largest fleet of ordinary manifests; less than the memory. */
  private static final int MAX_BYTES = 64 << 20;

  /**
   * A file that was read.
   *
   * @param name as the user knows it
   * @param isNamed whether the user named it, and not only its folder
   */
  record Input(String name, String text, boolean isNamed) {}

  private final InputStream stdin;
  private final List<ManifestProblem> problems;
  private final List<Input> inputs = new ArrayList<>();
  private final Set<Path> known = new HashSet<>();
  private boolean isStdinRead;

  private InputFiles(InputStream stdin, List<ManifestProblem> problems) {
    this.stdin = stdin;
    this.problems = problems;
  }

  /**
   * Reads all files.
   *
   * @param problems receives what can't be read
   */
  static List<Input> read(List<String> paths, InputStream stdin, List<ManifestProblem> problems) {
    var files = new InputFiles(stdin, problems);
    paths.forEach(files::add);
    return files.inputs;
  }

  /**
   * Reads all files of a folder, which may have none.
   *
   * @param problems receives what can't be read
   */
  static List<Input> readFolder(Path folder, List<ManifestProblem> problems) {
    var files = new InputFiles(InputStream.nullInputStream(), problems);
    files.addFolder(folder);
    return files.inputs;
  }

  private void add(String name) {
    if (name.equals(STDIN)) {
      addStdin();
      return;
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        addNamedFolder(path);
      } else {
        addFile(path, true);
      }
    } catch (InvalidPathException e) {
      problem(name, "this is not a path; give a file, a folder, or - for stdin");
    }
  }

  private void addStdin() {
    if (isStdinRead) {
      return;
    }
    isStdinRead = true;
    try {
      add("stdin", stdin, true);
    } catch (IOException e) {
      problem("stdin", "reading ended with an error: " + reason(e));
    }
  }

  /** The wrong folder must not pass for one in which everything is in order. */
  private void addNamedFolder(Path folder) {
    int known = problems.size();
    if (addFolder(folder).isEmpty() && problems.size() == known) {
      problem(folder.toString(), "has no .yaml, .yml or .json files; check the path");
    }
  }

  /** Returns the files in it. */
  private List<Path> addFolder(Path folder) {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Visitor(folder, found));
    } catch (IOException e) {
      problem(folder.toString(), explain(folder, e));
    }
    found.stream().sorted().forEach(file -> addFile(file, false));
    return found;
  }

  private void addFile(Path file, boolean isNamed) {
    try {
      if (!known.add(file.toRealPath())) {
        return;
      }
      try (InputStream content = Files.newInputStream(file)) {
        add(file.toString(), content, isNamed);
      }
    } catch (IOException e) {
      problem(file.toString(), explain(file, e));
    }
  }

  private void add(String name, InputStream content, boolean isNamed) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      problem(name, "has more than %d MiB; split it".formatted(MAX_BYTES >> 20));
    } else {
      decode(name, bytes, isNamed);
    }
  }

  private void decode(String name, byte[] bytes, boolean isNamed) {
    try {
      inputs.add(new Input(name, InputText.decode(bytes), isNamed));
    } catch (Malformed malformed) {
      problems.add(ManifestProblem.unreadable(name, malformed));
    }
  }

  private void problem(String name, String message) {
    problems.add(ManifestProblem.unreadable(name, message));
  }

  private static String explain(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          Files.isSymbolicLink(path)
              ? "is a link to %s, which does not exist; remove or correct the link"
                  .formatted(target(path))
              : "does not exist; check the path";
      case AccessDeniedException _ -> "cannot be read: permission denied; change its permissions";
      case FileSystemLoopException _ -> "is a link to a folder that contains it; remove the link";
      default -> "cannot be read: " + reason(e);
    };
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "a file";
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  /** Collects the files of a folder and reports what can't be entered. */
  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<Path> found;

    Visitor(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    /** A link that was not followed leads nowhere, and reading it reports that. */
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean isRead = attributes.isRegularFile() || attributes.isSymbolicLink();
      if (isRead && isManifest(file) && !isHidden(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      boolean isFile = !Files.isDirectory(file);
      if (!isHidden(file) && (isManifest(file) || !isFile)) {
        problem(file.toString(), explain(file, e));
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
      return !path.equals(root) && name(path).startsWith(".");
    }

    private static boolean isManifest(Path file) {
      return MANIFEST.matcher(name(file)).matches();
    }

    private static String name(Path path) {
      return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
    }
  }
}
