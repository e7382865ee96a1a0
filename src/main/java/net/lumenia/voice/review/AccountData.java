package net.lumenia.voice.review;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.manifest.ManifestAssistant;

/** What is known about the accounts that manifests use. */
public interface AccountData {

  /** What the account of an assistant allows; empty if it is not to be checked. */
  Optional<Catalog> catalog(ManifestAssistant assistant);

  /** The phone numbers of the account of an assistant; empty if they are not to be checked. */
  Optional<PhoneNumbers> phoneNumbers(ManifestAssistant assistant);

  /** What could not be asked of the API so far. */
  List<String> failures();

  /** The same catalog for all, and nothing else. */
  static AccountData of(Optional<Catalog> catalog, List<String> failures) {
    return new AccountData() {
      @Override
      public Optional<Catalog> catalog(ManifestAssistant assistant) {
        return catalog;
      }

      @Override
      public Optional<PhoneNumbers> phoneNumbers(ManifestAssistant assistant) {
        return Optional.empty();
      }

      @Override
      public List<String> failures() {
        return failures;
      }
    };
  }
}
