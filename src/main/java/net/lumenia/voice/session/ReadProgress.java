package net.lumenia.voice.session;

/** Is told how long reads proceed, on any thread. Must not block. */
public interface ReadProgress {

  /** Reads that no user watches. */
  ReadProgress SILENT =
      new ReadProgress() {
        @Override
        public void advanced(int done, int total) {}

        @Override
        public void waiting(String why) {}
      };

  /** This many of the reads have ended, successfully or not. */
  void advanced(int done, int total);

  /**
   * A read waits for the API.
   *
   * @param why a message for the user
   */
  void waiting(String why);
}
