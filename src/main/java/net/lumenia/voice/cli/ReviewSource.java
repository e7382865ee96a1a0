package net.lumenia.voice.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.review.ReviewTarget;

/** Where a review takes live assistants and catalogs from. */
interface ReviewSource {

  /** The live assistant of each target. */
  Map<ReviewTarget, ApiResult<LiveAssistant>> read(List<ReviewTarget> targets);

  /** What the account allows; empty if it is not known. */
  Optional<Catalog> catalog(ReviewTarget target);

  /** The phone numbers of the account. */
  ApiResult<PhoneNumbers> phoneNumbers(ReviewTarget target);

  /** Why catalogs are not known. The review goes on without them, as the operator does. */
  List<String> warnings();
}
