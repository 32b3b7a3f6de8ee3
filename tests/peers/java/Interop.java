package interop;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** What the Java interop server and client share: flags, metadata keys, and who was compressed. */
final class Interop {
  static final Metadata.Key<String> INITIAL_KEY = Metadata.Key.of("x-grpc-test-echo-initial", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> TRAILING_KEY = Metadata.Key.of("x-grpc-test-echo-trailing-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final ThreadLocal<Boolean> DECOMPRESSED = ThreadLocal.withInitial(() -> false);

  private Interop() {}

  /** Reads --name=value and --name value; a flag alone means true. */
  static Map<String, String> readFlags(String[] args) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) throw new IllegalArgumentException("expected a --flag, found '" + args[i] + "'");
      int equals = args[i].indexOf('=');
      if (equals >= 0) flags.put(args[i].substring(2, equals), args[i].substring(equals + 1));
      else flags.put(args[i].substring(2), i + 1 < args.length && !args[i + 1].startsWith("--") ? args[++i] : "true");
    }
    return flags;
  }

  /** gzip whose streams leave a mark on the thread that reads them. The library parses a message, and hands it out, on one thread. */
  static DecompressorRegistry witnesses() {
    Codec.Gzip gzip = new Codec.Gzip();
    return DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false).with(new Codec() {
      @Override public String getMessageEncoding() {
        return gzip.getMessageEncoding();
      }

      @Override public java.io.OutputStream compress(java.io.OutputStream stream) throws IOException {
        return gzip.compress(stream);
      }

      @Override public InputStream decompress(InputStream stream) throws IOException {
        return new WitnessedStream(gzip.decompress(stream));
      }
    }, true);
  }

  /** Whether the message that this thread has just received arrived compressed. */
  static boolean takeDecompressed() {
    boolean taken = DECOMPRESSED.get();
    DECOMPRESSED.set(false);
    return taken;
  }

  private static final class WitnessedStream extends FilterInputStream {
    WitnessedStream(InputStream stream) {
      super(stream);
    }

    @Override public int read() throws IOException {
      DECOMPRESSED.set(true);
      return super.read();
    }

    @Override public int read(byte[] buffer, int offset, int length) throws IOException {
      DECOMPRESSED.set(true);
      return super.read(buffer, offset, length);
    }
  }
}
