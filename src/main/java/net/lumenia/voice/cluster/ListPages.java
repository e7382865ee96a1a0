package net.lumenia.voice.cluster;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Lists objects in pages that fit in memory, at the start and whenever a watch has to list again. A
 * page is in memory as a whole before it is decoded, and tenants determine how large their objects
 * are, up to 1.5 MiB each. So a page whose response is too large is requested again with fewer
 * objects, and the next ones grow step by step. Thread-safe.
 */
public final class ListPages implements Interceptor {

  /** The page size that lists ask for; of most resources, that is a few megabytes. */
  public static final int MAX_SIZE = 500;

  private static final int MIN_SIZE = 4;

  private static final int REDUCTION = 8;

  private static final String LIMIT = "limit";
  private static final String ASKED = Integer.toString(MAX_SIZE);

  private final long maxBytes;
  private final AtomicInteger size = new AtomicInteger(MAX_SIZE);

  /** Pages of at most a tenth of the heap. */
  public ListPages() {
    this(Runtime.getRuntime().maxMemory() / 10);
  }

  /**
   * @param maxBytes of the response to a list, unless the smallest page is larger
   */
  ListPages(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    return ASKED.equals(request.url().queryParameter(LIMIT))
        ? list(chain, size.get())
        : chain.proceed(request);
  }

  private Response list(Chain chain, int limit) throws IOException {
    HttpUrl url =
        chain
            .request()
            .url()
            .newBuilder()
            .setQueryParameter(LIMIT, Integer.toString(limit))
            .build();
    Response response = chain.proceed(chain.request().newBuilder().url(url).build());
    if (limit > MIN_SIZE && isTooLarge(response)) {
      response.close();
      int smaller = Math.max(MIN_SIZE, limit / REDUCTION);
      size.set(smaller);
      return list(chain, smaller);
    }
    size.compareAndSet(limit, Math.min(MAX_SIZE, limit * 2));
    return response;
  }

  /** Reads at most so much of the response into the buffer from which it is decoded later. */
  private boolean isTooLarge(Response response) throws IOException {
    ResponseBody body = response.body();
    return response.isSuccessful() && body.source().request(maxBytes);
  }
}
