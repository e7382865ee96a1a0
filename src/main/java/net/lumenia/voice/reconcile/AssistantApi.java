package net.lumenia.voice.reconcile;

import java.util.function.BooleanSupplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.numbers.NumberResult;

/** The Lumenia API of one assistant, for the calls of one permit. For one thread. */
interface AssistantApi extends AutoCloseable {

  /** Reads the live assistant. If there is no voice integration, that is a failure. */
  ApiResult<LiveAssistant> get();

  /**
   * Changes the live assistant.
   *
   * @param body a JSON object, sent as it is
   * @param fence checked before the request is complete; if it is false, the PATCH is withheld
   * @return what the answer shows, which may be nothing
   */
  ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence);

  /**
   * Creates the voice integration with these values.
   *
   * @param body as for {@link #patch}
   * @param fence as for {@link #patch}
   * @return what the answer shows, which proves nothing
   */
  ApiResult<LiveAssistant> provision(String body, BooleanSupplier fence);

  /** The account's catalog, from the cache or the API. */
  CatalogState catalog();

  /** The account's catalog as it was at most half a minute ago. */
  CatalogState newerCatalog();

  /** Looks up a phone number of the account, in the cache or the API. */
  NumberResult phoneNumber(PhoneNumber number);

  /** Returns the permit. */
  @Override
  void close();
}
