package net.lumenia.voice.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.ReadProgress;

/** The phone numbers of the accounts whose live assistants have some. */
final class LiveNumbers {

  private final Map<WorkspaceTarget, PhoneNumbers> numbers = new HashMap<>();

  private LiveNumbers() {}

  /**
   * Reads the list of each account once, if one of its assistants has a number.
   *
   * @param notes receives why a list cannot be read
   */
  static LiveNumbers read(
      Map<WorkspaceTarget, LiveAssistant> live,
      AccountSessions sessions,
      ReadProgress progress,
      Notes notes) {
    AccountReads<PhoneNumbers> lists = AccountReads.phoneNumbers(progress);
    var all = new LiveNumbers();
    live.forEach(
        (target, assistant) -> {
          if (assistant.field(Field.NUMBER_ID) instanceof Live.Reported) {
            switch (lists.result(target.session(sessions))) {
              case ApiResult.Success<PhoneNumbers>(PhoneNumbers found) ->
                  all.numbers.put(target, found);
              case ApiResult.Failure<PhoneNumbers>(ApiFailure failure) ->
                  notes.add(
                      target.workspace(),
                      "the number is given as numberId, because the phone numbers cannot be read: "
                          + failure.message());
            }
          }
        });
    return all;
  }

  /** The numbers of the account; empty if they are not known, or not needed. */
  Optional<PhoneNumbers> of(WorkspaceTarget target) {
    return Optional.ofNullable(numbers.get(target));
  }
}
