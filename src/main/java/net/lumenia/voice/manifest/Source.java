package net.lumenia.voice.manifest;

/** Where an object was read, and where its values are. */
public final class Source {

  private final String file;
  private final Positions positions;
  private final String root;

  /**
   * @param root the path of the object in its document; empty if it is the whole document
   */
  Source(String file, Positions positions, String root) {
    this.file = file;
    this.positions = positions;
    this.root = root;
  }

  /** The file as the user named it. */
  public String file() {
    return file;
  }

  /**
   * The place of a value as {@code file:line:column}; of what contains it if there is no such
   * value.
   *
   * @param path in the object, such as {@code spec.fallbackVoices[1].voiceId}
   */
  public String at(String path) {
    return file + ":" + position(path);
  }

  /** The place of a value, or of what contains it. */
  public Position position(String path) {
    return positions.ofValue(inDocument(path));
  }

  /** A problem of a value. */
  public ManifestProblem problem(String path, String message) {
    return problem(position(path), path, message);
  }

  /** A problem of a key, such as an unknown one. */
  public ManifestProblem problemOfKey(String path, String message) {
    return problem(positions.ofKey(inDocument(path)), path, message);
  }

  private ManifestProblem problem(Position position, String path, String message) {
    return new ManifestProblem(file, position, at(""), path, message, false);
  }

  private String inDocument(String path) {
    return root.isEmpty() || path.isEmpty() ? root + path : root + "." + path;
  }
}
