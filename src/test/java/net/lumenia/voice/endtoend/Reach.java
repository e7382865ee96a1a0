package net.lumenia.voice.endtoend;

/** How far what goes wrong reaches. */
enum Reach {
  /** One workspace of an account that others use, too. */
  WORKSPACE,
  /** An account of its own. */
  ACCOUNT,
  /** An API of its own: the check of a key names no account. */
  API
}
