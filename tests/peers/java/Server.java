package interop;

import com.google.protobuf.ByteString;
import grpc.testing.EmptyOuterClass.Empty;
import grpc.testing.Messages.*;
import grpc.testing.TestServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** gRPC's interop test service on the Java library. */
final class Server {
  private static final Context.Key<AtomicBoolean> COMPRESSED = Context.key("compressed");
  private static final Context.Key<String> PEER = Context.key("peer");

  private Server() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> flags = Interop.readFlags(args);
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(flags.getOrDefault("port", "0")));
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
        .decompressorRegistry(Interop.witnesses())
        .intercept(new EchoMetadata())
        .intercept(new Witness())
        .addService(new Service());
    if (flags.getOrDefault("use_tls", "false").equals("true")) {
      SslContextBuilder tls = GrpcSslContexts.configure(SslContextBuilder.forServer(
          new File(flags.getOrDefault("cert_file", ".peers/certs/server.pem")), new File(flags.getOrDefault("key_file", ".peers/certs/server.key"))), SslProvider.OPENSSL);
      if (flags.getOrDefault("require_client_cert", "false").equals("true")) {
        tls.trustManager(new File(flags.getOrDefault("ca_file", ".peers/certs/ca.pem"))).clientAuth(ClientAuth.REQUIRE);
      }
      builder.sslContext(tls.build());
    }
    io.grpc.Server server = builder.build().start();
    System.out.println("listening on " + server.getPort());
    server.awaitTermination();
  }

  /** Sends two well-known entries of the request's metadata back: one as header, one as trailer. */
  private static final class EchoMetadata implements ServerInterceptor {
    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(ServerCall<T, R> call, Metadata received, ServerCallHandler<T, R> next) {
      String initial = received.get(Interop.INITIAL_KEY);
      byte[] trailing = received.get(Interop.TRAILING_KEY);
      boolean cacheable = call.getMethodDescriptor().getFullMethodName().endsWith("/CacheableUnaryCall");
      return next.startCall(new SimpleForwardingServerCall<T, R>(call) {
        @Override public void sendHeaders(Metadata headers) {
          if (initial != null) headers.put(Interop.INITIAL_KEY, initial);
          if (cacheable) headers.put(Metadata.Key.of("cache-control", Metadata.ASCII_STRING_MARSHALLER), "max-age=60, public");
          super.sendHeaders(headers);
        }

        @Override public void close(Status status, Metadata trailers) {
          if (trailing != null) trailers.put(Interop.TRAILING_KEY, trailing);
          super.close(status, trailers);
        }
      }, received);
    }
  }

  /** Remembers for the handler whether the latest message arrived compressed, and who called. */
  private static final class Witness implements ServerInterceptor {
    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(ServerCall<T, R> call, Metadata headers, ServerCallHandler<T, R> next) {
      AtomicBoolean compressed = new AtomicBoolean();
      Context context = Context.current().withValues(COMPRESSED, compressed, PEER, String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
      return new SimpleForwardingServerCallListener<T>(Contexts.interceptCall(context, call, headers, next)) {
        @Override public void onMessage(T message) {
          compressed.set(Interop.takeDecompressed());
          super.onMessage(message);
        }
      };
    }
  }

  private static final class Service extends TestServiceGrpc.TestServiceImplBase {
    @Override public void emptyCall(Empty request, StreamObserver<Empty> response) {
      response.onNext(Empty.getDefaultInstance());
      response.onCompleted();
    }

    @Override public void unaryCall(SimpleRequest request, StreamObserver<SimpleResponse> response) {
      if (request.hasExpectCompressed() && request.getExpectCompressed().getValue() != COMPRESSED.get().get()) {
        response.onError(notAsAnnounced());
        return;
      }
      if (request.hasResponseStatus() && request.getResponseStatus().getCode() != 0) {
        response.onError(asked(request.getResponseStatus()));
        return;
      }
      if (request.hasResponseCompressed() && request.getResponseCompressed().getValue()) ((ServerCallStreamObserver<SimpleResponse>) response).setCompression("gzip");
      response.onNext(SimpleResponse.newBuilder().setPayload(zeros(request.getResponseSize())).build());
      response.onCompleted();
    }

    @Override public void cacheableUnaryCall(SimpleRequest request, StreamObserver<SimpleResponse> response) {
      Payload now = Payload.newBuilder().setBody(ByteString.copyFromUtf8(Long.toString(System.nanoTime()))).build();
      response.onNext(SimpleResponse.newBuilder().setPayload(now).build());
      response.onCompleted();
    }

    @Override public void streamingOutputCall(StreamingOutputCallRequest request, StreamObserver<StreamingOutputCallResponse> response) {
      ((ServerCallStreamObserver<StreamingOutputCallResponse>) response).setCompression("gzip");
      if (answer(request, response)) response.onCompleted();
    }

    @Override public StreamObserver<StreamingInputCallRequest> streamingInputCall(StreamObserver<StreamingInputCallResponse> response) {
      return new Requests<StreamingInputCallRequest>() {
        private int sum;
        private boolean failed;

        @Override public void onNext(StreamingInputCallRequest request) {
          if (failed) return;
          sum += request.getPayload().getBody().size();
          if (!request.hasExpectCompressed() || request.getExpectCompressed().getValue() == COMPRESSED.get().get()) return;
          failed = true;
          response.onError(notAsAnnounced());
        }

        @Override public void onCompleted() {
          if (failed) return;
          response.onNext(StreamingInputCallResponse.newBuilder().setAggregatedPayloadSize(sum).build());
          response.onCompleted();
        }
      };
    }

    @Override public StreamObserver<StreamingOutputCallRequest> fullDuplexCall(StreamObserver<StreamingOutputCallResponse> response) {
      ((ServerCallStreamObserver<StreamingOutputCallResponse>) response).setCompression("gzip");
      return new Requests<StreamingOutputCallRequest>() {
        private boolean ended;

        @Override public void onNext(StreamingOutputCallRequest request) {
          if (!ended) ended = !answer(request, response);
        }

        @Override public void onCompleted() {
          if (!ended) response.onCompleted();
        }
      };
    }

    @Override public StreamObserver<StreamingOutputCallRequest> halfDuplexCall(StreamObserver<StreamingOutputCallResponse> response) {
      ((ServerCallStreamObserver<StreamingOutputCallResponse>) response).setCompression("gzip");
      return new Requests<StreamingOutputCallRequest>() {
        private final List<StreamingOutputCallRequest> requests = new ArrayList<>();

        @Override public void onNext(StreamingOutputCallRequest request) {
          requests.add(request);
        }

        @Override public void onCompleted() {
          for (StreamingOutputCallRequest request : requests) {
            if (!answer(request, response)) return;
          }
          response.onCompleted();
        }
      };
    }

    // False when the call has ended.
    private static boolean answer(StreamingOutputCallRequest request, StreamObserver<StreamingOutputCallResponse> response) {
      if (request.hasResponseStatus() && request.getResponseStatus().getCode() != 0) {
        response.onError(asked(request.getResponseStatus()));
        return false;
      }
      for (ResponseParameters wanted : request.getResponseParametersList()) {
        pause(wanted.getIntervalUs());
        ((ServerCallStreamObserver<StreamingOutputCallResponse>) response).setMessageCompression(wanted.getCompressed().getValue());
        StreamingOutputCallResponse.Builder next = StreamingOutputCallResponse.newBuilder().setPayload(zeros(wanted.getSize()));
        if (wanted.getFillPeerSocketAddress().getValue()) next.setPeerSocketAddress(PEER.get());
        response.onNext(next.build());
      }
      return true;
    }

    private static void pause(int microseconds) {
      try {
        TimeUnit.MICROSECONDS.sleep(microseconds);
      } catch (InterruptedException interrupted) {
        throw Status.CANCELLED.withCause(interrupted).asRuntimeException();
      }
    }

    private static Payload zeros(int size) {
      return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
    }

    private static Throwable asked(EchoStatus status) {
      return Status.fromCodeValue(status.getCode()).withDescription(status.getMessage()).asRuntimeException();
    }

    private static Throwable notAsAnnounced() {
      return Status.INVALID_ARGUMENT.withDescription("the message's compression is not what it announced").asRuntimeException();
    }
  }

  /** A client that goes away needs no answer. */
  private abstract static class Requests<T> implements StreamObserver<T> {
    @Override public void onError(Throwable gone) {}
  }
}
