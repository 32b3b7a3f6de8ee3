package interop;

import com.google.protobuf.ByteString;
import grpc.testing.EmptyOuterClass.Empty;
import grpc.testing.Messages.*;
import grpc.testing.TestServiceGrpc;
import grpc.testing.UnimplementedServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** gRPC's interop cases on the Java library. Runs the cases of --test_case (a comma-separated list) on one channel. */
final class Client {
  private static final String SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \ud83d\ude08\t\n";
  private static final int[][] PING_PONG = {{31415, 27182}, {9, 8}, {2653, 1828}, {58979, 45904}};
  private static final byte[] TRAILING = {(byte) 0xab, (byte) 0xab, (byte) 0xab};

  private final Queue<Boolean> arrivedCompressed = new ConcurrentLinkedQueue<>();
  private final TestServiceGrpc.TestServiceBlockingStub blocking;
  private final TestServiceGrpc.TestServiceStub test;
  private final UnimplementedServiceGrpc.UnimplementedServiceBlockingStub unimplemented;
  private final Map<String, Case> cases = new LinkedHashMap<>();

  private interface Case {
    void run() throws Exception;
  }

  private Client(Channel channel) {
    blocking = TestServiceGrpc.newBlockingStub(channel).withInterceptors(new Witness());
    test = TestServiceGrpc.newStub(channel).withInterceptors(new Witness());
    unimplemented = UnimplementedServiceGrpc.newBlockingStub(channel);
    cases.put("empty_unary", () -> blocking.emptyCall(Empty.getDefaultInstance()));
    cases.put("large_unary", () -> expectSize(blocking.unaryCall(large()).getPayload().getBody().size(), 314159));
    cases.put("client_streaming", this::clientStreaming);
    cases.put("server_streaming", this::serverStreaming);
    cases.put("ping_pong", this::pingPong);
    cases.put("empty_stream", this::emptyStream);
    cases.put("timeout_on_sleeping_server", this::timeoutOnSleepingServer);
    cases.put("cancel_after_begin", this::cancelAfterBegin);
    cases.put("cancel_after_first_response", this::cancelAfterFirstResponse);
    cases.put("custom_metadata", this::customMetadata);
    cases.put("status_code_and_message", this::statusCodeAndMessage);
    cases.put("special_status_message", () -> expectStatus(() -> blocking.unaryCall(echo(SPECIAL_MESSAGE)), Status.Code.UNKNOWN, SPECIAL_MESSAGE));
    cases.put("unimplemented_method", () -> expectStatus(() -> blocking.unimplementedCall(Empty.getDefaultInstance()), Status.Code.UNIMPLEMENTED, null));
    cases.put("unimplemented_service", () -> expectStatus(() -> unimplemented.unimplementedCall(Empty.getDefaultInstance()), Status.Code.UNIMPLEMENTED, null));
    cases.put("half_duplex", this::halfDuplex);
    cases.put("client_compressed_unary", this::clientCompressedUnary);
    cases.put("server_compressed_unary", this::serverCompressedUnary);
    cases.put("client_compressed_streaming", this::clientCompressedStreaming);
    cases.put("server_compressed_streaming", this::serverCompressedStreaming);
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> flags = Interop.readFlags(args);
    ManagedChannel channel = connect(flags);
    Client client = new Client(channel);
    boolean passed = true;
    for (String name : flags.getOrDefault("test_case", "large_unary").split(",")) passed &= client.passes(name);
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    System.exit(passed ? 0 : 1);
  }

  private static ManagedChannel connect(Map<String, String> flags) throws Exception {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(flags.getOrDefault("server_host", "localhost"), Integer.parseInt(flags.getOrDefault("server_port", "443")))
        .decompressorRegistry(Interop.witnesses());
    if (!flags.getOrDefault("use_tls", "false").equals("true")) return builder.usePlaintext().build();
    SslContextBuilder tls = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.OPENSSL).trustManager(new File(flags.getOrDefault("ca_file", ".peers/certs/ca.pem")));
    if (flags.containsKey("cert_file")) tls.keyManager(new File(flags.get("cert_file")), new File(flags.get("key_file")));
    if (flags.containsKey("server_host_override")) builder.overrideAuthority(flags.get("server_host_override"));
    return builder.sslContext(tls.build()).build();
  }

  private boolean passes(String name) {
    try {
      Case each = cases.get(name);
      expect(each != null, "this client has no such case");
      each.run();
      System.out.println("passed " + name);
      return true;
    } catch (Exception failure) {
      System.err.println(name + ": " + failure);
      System.out.println("failed " + name);
      return false;
    }
  }

  private void clientStreaming() throws Exception {
    Responses<StreamingInputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingInputCallRequest> requests = test.streamingInputCall(responses);
    for (int size : new int[] {27182, 8, 1828, 45904}) requests.onNext(StreamingInputCallRequest.newBuilder().setPayload(zeros(size)).build());
    requests.onCompleted();
    expectSize(responses.next().getAggregatedPayloadSize(), 74922);
    responses.expectEnd();
  }

  private void serverStreaming() {
    int[] sizes = {31415, 9, 2653, 58979};
    StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
    for (int size : sizes) request.addResponseParameters(ResponseParameters.newBuilder().setSize(size));
    Iterator<StreamingOutputCallResponse> responses = blocking.streamingOutputCall(request.build());
    for (int size : sizes) expectSize(responses.next().getPayload().getBody().size(), size);
    expect(!responses.hasNext(), "a response that nobody asked for");
  }

  private void pingPong() throws Exception {
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.fullDuplexCall(responses);
    for (int[] sizes : PING_PONG) {
      requests.onNext(streamRequest(sizes[0], sizes[1]));
      expectSize(responses.next().getPayload().getBody().size(), sizes[0]);
    }
    requests.onCompleted();
    responses.expectEnd();
  }

  private void emptyStream() throws Exception {
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    test.fullDuplexCall(responses).onCompleted();
    responses.expectEnd();
  }

  private void timeoutOnSleepingServer() throws Exception {
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.withDeadlineAfter(1, TimeUnit.MILLISECONDS).fullDuplexCall(responses);
    try {
      requests.onNext(StreamingOutputCallRequest.newBuilder().setPayload(zeros(27182)).build());
    } catch (IllegalStateException ended) {
      // The deadline was quicker than this thread.
    }
    expectStatus(responses::expectEnd, Status.Code.DEADLINE_EXCEEDED, null);
  }

  private void cancelAfterBegin() throws Exception {
    Responses<StreamingInputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingInputCallRequest> requests = test.streamingInputCall(responses);
    requests.onError(new RuntimeException("cancelled by the case"));
    expectStatus(responses::expectEnd, Status.Code.CANCELLED, null);
  }

  private void cancelAfterFirstResponse() throws Exception {
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.fullDuplexCall(responses);
    requests.onNext(streamRequest(31415, 27182));
    expectSize(responses.next().getPayload().getBody().size(), 31415);
    requests.onError(new RuntimeException("cancelled by the case"));
    expectStatus(responses::expectEnd, Status.Code.CANCELLED, null);
  }

  private void customMetadata() throws Exception {
    Metadata sent = new Metadata();
    sent.put(Interop.INITIAL_KEY, "test_initial_metadata_value");
    sent.put(Interop.TRAILING_KEY, TRAILING);
    AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
    AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    ClientInterceptor[] interceptors = {MetadataUtils.newAttachHeadersInterceptor(sent), MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)};

    expectSize(blocking.withInterceptors(interceptors).unaryCall(large()).getPayload().getBody().size(), 314159);
    expectEchoed(headers.get(), trailers.get());

    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.withInterceptors(interceptors).fullDuplexCall(responses);
    requests.onNext(streamRequest(314159, 271828));
    requests.onCompleted();
    expectSize(responses.next().getPayload().getBody().size(), 314159);
    responses.expectEnd();
    expectEchoed(headers.get(), trailers.get());
  }

  private void statusCodeAndMessage() throws Exception {
    String text = "test status message";
    expectStatus(() -> blocking.unaryCall(echo(text)), Status.Code.UNKNOWN, text);
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.fullDuplexCall(responses);
    requests.onNext(StreamingOutputCallRequest.newBuilder().setResponseStatus(echo(text).getResponseStatus()).build());
    requests.onCompleted();
    expectStatus(responses::expectEnd, Status.Code.UNKNOWN, text);
  }

  private void halfDuplex() throws Exception {
    int[] sizes = {31415, 9, 2653, 58979};
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    StreamObserver<StreamingOutputCallRequest> requests = test.halfDuplexCall(responses);
    for (int size : sizes) requests.onNext(streamRequest(size, 8));
    requests.onCompleted();
    for (int size : sizes) expectSize(responses.next().getPayload().getBody().size(), size);
    responses.expectEnd();
  }

  private void clientCompressedUnary() throws Exception {
    SimpleRequest announced = large().toBuilder().setExpectCompressed(bool(true)).build();
    // The first is the probe: a server that lets it pass does not look.
    expectStatus(() -> blocking.unaryCall(announced), Status.Code.INVALID_ARGUMENT, null);
    expectSize(blocking.withCompression("gzip").unaryCall(announced).getPayload().getBody().size(), 314159);
    SimpleRequest plain = large().toBuilder().setExpectCompressed(bool(false)).build();
    expectSize(blocking.unaryCall(plain).getPayload().getBody().size(), 314159);
  }

  private void serverCompressedUnary() {
    for (boolean wanted : new boolean[] {true, false}) {
      arrivedCompressed.clear();
      SimpleResponse response = blocking.unaryCall(large().toBuilder().setResponseCompressed(bool(wanted)).build());
      expectCompressed(wanted);
      expectSize(response.getPayload().getBody().size(), 314159);
    }
  }

  private void clientCompressedStreaming() throws Exception {
    Responses<StreamingInputCallResponse> probed = new Responses<>();
    StreamObserver<StreamingInputCallRequest> probe = test.streamingInputCall(probed);
    probe.onNext(announced(true, 27182));
    probe.onCompleted();
    expectStatus(probed::expectEnd, Status.Code.INVALID_ARGUMENT, null);

    Responses<StreamingInputCallResponse> responses = new Responses<>();
    ClientCallStreamObserver<StreamingInputCallRequest> requests =
        (ClientCallStreamObserver<StreamingInputCallRequest>) test.withCompression("gzip").streamingInputCall(responses);
    requests.setMessageCompression(true);
    requests.onNext(announced(true, 27182));
    requests.setMessageCompression(false);
    requests.onNext(announced(false, 45904));
    requests.onCompleted();
    expectSize(responses.next().getAggregatedPayloadSize(), 73086);
    responses.expectEnd();
  }

  private void serverCompressedStreaming() throws Exception {
    arrivedCompressed.clear();
    Responses<StreamingOutputCallResponse> responses = new Responses<>();
    test.streamingOutputCall(StreamingOutputCallRequest.newBuilder()
        .addResponseParameters(ResponseParameters.newBuilder().setSize(31415).setCompressed(bool(true)))
        .addResponseParameters(ResponseParameters.newBuilder().setSize(92653).setCompressed(bool(false)))
        .build(), responses);
    expectSize(responses.next().getPayload().getBody().size(), 31415);
    expectSize(responses.next().getPayload().getBody().size(), 92653);
    responses.expectEnd();
    expectCompressed(true);
    expectCompressed(false);
  }

  private static SimpleRequest large() {
    return SimpleRequest.newBuilder().setResponseSize(314159).setPayload(zeros(271828)).build();
  }

  private static SimpleRequest echo(String text) {
    return SimpleRequest.newBuilder().setResponseStatus(EchoStatus.newBuilder().setCode(2).setMessage(text)).build();
  }

  private static StreamingOutputCallRequest streamRequest(int responseSize, int requestSize) {
    return StreamingOutputCallRequest.newBuilder()
        .addResponseParameters(ResponseParameters.newBuilder().setSize(responseSize))
        .setPayload(zeros(requestSize))
        .build();
  }

  private static StreamingInputCallRequest announced(boolean compressed, int size) {
    return StreamingInputCallRequest.newBuilder().setExpectCompressed(bool(compressed)).setPayload(zeros(size)).build();
  }

  private static BoolValue bool(boolean value) {
    return BoolValue.newBuilder().setValue(value).build();
  }

  private static Payload zeros(int size) {
    return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
  }

  private static void expect(boolean met, String otherwise) {
    if (!met) throw new IllegalStateException(otherwise);
  }

  private static void expectSize(int size, int wanted) {
    expect(size == wanted, "expected a body of " + wanted + " bytes, got " + size);
  }

  private void expectCompressed(boolean wanted) {
    expect(Boolean.valueOf(wanted).equals(arrivedCompressed.poll()), wanted ? "the response is not compressed" : "the response is compressed");
  }

  private static void expectEchoed(Metadata headers, Metadata trailers) {
    expect("test_initial_metadata_value".equals(headers.get(Interop.INITIAL_KEY)), "initial metadata was " + headers);
    expect(java.util.Arrays.equals(TRAILING, trailers.get(Interop.TRAILING_KEY)), "trailing metadata was " + trailers);
  }

  private static void expectStatus(Case call, Status.Code code, String message) throws Exception {
    Status got = Status.OK;
    try {
      call.run();
    } catch (StatusRuntimeException ended) {
      got = ended.getStatus();
    }
    expect(got.getCode() == code, "expected " + code + ", got " + got);
    expect(message == null || message.equals(got.getDescription()), "expected message '" + message + "', got '" + got.getDescription() + "'");
  }

  /** Notes for each response whether it arrived compressed. */
  private final class Witness implements ClientInterceptor {
    @Override
    public <T, R> ClientCall<T, R> interceptCall(MethodDescriptor<T, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<T, R>(next.newCall(method, options)) {
        @Override public void start(Listener<R> listener, Metadata headers) {
          super.start(new SimpleForwardingClientCallListener<R>(listener) {
            @Override public void onMessage(R message) {
              arrivedCompressed.add(Interop.takeDecompressed());
              super.onMessage(message);
            }
          }, headers);
        }
      };
    }
  }

  /** The responses of a call, for a thread that waits for them. */
  private static final class Responses<T> implements StreamObserver<T> {
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Override public void onNext(T response) {
      events.add(response);
    }

    @Override public void onError(Throwable failure) {
      events.add(failure);
    }

    @Override public void onCompleted() {
      events.add(Status.OK);
    }

    @SuppressWarnings("unchecked")
    T next() throws InterruptedException {
      Object event = take();
      expect(event != Status.OK, "the stream ended before its response");
      return (T) event;
    }

    void expectEnd() throws InterruptedException {
      expect(take() == Status.OK, "a response that nobody asked for");
    }

    private Object take() throws InterruptedException {
      Object event = events.take();
      if (event instanceof StatusRuntimeException) throw (StatusRuntimeException) event;
      return event;
    }
  }
}
