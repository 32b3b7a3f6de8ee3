"""gRPC's interop cases on the Python library. Runs the cases of --test_case (a comma-separated list) on one channel."""
import queue
import sys

import grpc

from interop import INITIAL_KEY, TRAILING_KEY, empty_pb2, messages_pb2, read_file, read_flags, test_pb2_grpc

SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
ECHOED = [(INITIAL_KEY, "test_initial_metadata_value"), (TRAILING_KEY, b"\xab\xab\xab")]
UNBOUNDED = [("grpc.max_receive_message_length", -1)]


class CaseFailed(Exception):
    pass


def expect(met, otherwise):
    if not met:
        raise CaseFailed(otherwise)


def expect_size(size, wanted):
    expect(size == wanted, f"expected a body of {wanted} bytes, got {size}")


def expect_status(call, code, message=None):
    try:
        call()
        got, text = grpc.StatusCode.OK, ""
    except grpc.RpcError as error:
        got, text = error.code(), error.details()
    expect(got == code, f"expected {code}, got {got} {text!r}")
    expect(message is None or text == message, f"expected message {message!r}, got {text!r}")


def expect_no_more(responses):
    expect(next(iter(responses), None) is None, "a response that nobody asked for")


def body(size):
    return messages_pb2.Payload(body=bytes(size))


def large_request():
    return messages_pb2.SimpleRequest(response_size=314159, payload=body(271828))


def stream_request(response_size, request_size):
    wanted = [messages_pb2.ResponseParameters(size=response_size)]
    return messages_pb2.StreamingOutputCallRequest(response_parameters=wanted, payload=body(request_size))


class Requests:
    """An iterator of requests that others feed; None ends it."""

    def __init__(self):
        self._queue = queue.Queue()

    def send(self, request):
        self._queue.put(request)

    def end(self):
        self._queue.put(None)

    def __iter__(self):
        return iter(self._queue.get, None)


def empty_unary(stubs):
    stubs.test.EmptyCall(empty_pb2.Empty())


def large_unary(stubs):
    expect_size(len(stubs.test.UnaryCall(large_request()).payload.body), 314159)


def client_streaming(stubs):
    sizes = [27182, 8, 1828, 45904]
    requests = (messages_pb2.StreamingInputCallRequest(payload=body(size)) for size in sizes)
    expect_size(stubs.test.StreamingInputCall(requests).aggregated_payload_size, 74922)


def server_streaming(stubs):
    sizes = [31415, 9, 2653, 58979]
    wanted = [messages_pb2.ResponseParameters(size=size) for size in sizes]
    request = messages_pb2.StreamingOutputCallRequest(response_parameters=wanted)
    got = [len(response.payload.body) for response in stubs.test.StreamingOutputCall(request)]
    expect(got == sizes, f"expected responses of {sizes} bytes, got {got}")


def ping_pong(stubs):
    requests = Requests()
    responses = stubs.test.FullDuplexCall(iter(requests))
    for response_size, request_size in [(31415, 27182), (9, 8), (2653, 1828), (58979, 45904)]:
        requests.send(stream_request(response_size, request_size))
        expect_size(len(next(responses).payload.body), response_size)
    requests.end()
    expect_no_more(responses)


def empty_stream(stubs):
    expect_no_more(stubs.test.FullDuplexCall(iter(())))


def timeout_on_sleeping_server(stubs):
    requests = Requests()
    responses = stubs.test.FullDuplexCall(iter(requests), timeout=0.001)
    requests.send(messages_pb2.StreamingOutputCallRequest(payload=body(27182)))
    try:
        expect_status(lambda: next(responses), grpc.StatusCode.DEADLINE_EXCEEDED)
    finally:
        requests.end()


def cancel_after_begin(stubs):
    requests = Requests()
    future = stubs.test.StreamingInputCall.future(iter(requests))
    future.cancel()
    requests.end()
    expect(future.cancelled(), "the call is not cancelled")
    expect(future.code() == grpc.StatusCode.CANCELLED, f"expected CANCELLED, got {future.code()}")


def cancel_after_first_response(stubs):
    requests = Requests()
    responses = stubs.test.FullDuplexCall(iter(requests))
    requests.send(stream_request(31415, 27182))
    expect_size(len(next(responses).payload.body), 31415)
    responses.cancel()
    requests.end()
    expect_status(lambda: next(responses), grpc.StatusCode.CANCELLED)


def expect_echoed(call):
    initial, trailing = dict(call.initial_metadata()), dict(call.trailing_metadata())
    expect(initial.get(INITIAL_KEY) == "test_initial_metadata_value", f"initial metadata was {initial}")
    expect(trailing.get(TRAILING_KEY) == b"\xab\xab\xab", f"trailing metadata was {trailing}")


def custom_metadata(stubs):
    response, call = stubs.test.UnaryCall.with_call(large_request(), metadata=ECHOED)
    expect_size(len(response.payload.body), 314159)
    expect_echoed(call)
    duplex = stubs.test.FullDuplexCall(iter([stream_request(314159, 271828)]), metadata=ECHOED)
    expect_size(len(next(duplex).payload.body), 314159)
    expect_no_more(duplex)
    expect_echoed(duplex)


def status_code_and_message(stubs):
    text = "test status message"
    status = messages_pb2.EchoStatus(code=2, message=text)
    unary = messages_pb2.SimpleRequest(response_status=status)
    expect_status(lambda: stubs.test.UnaryCall(unary), grpc.StatusCode.UNKNOWN, text)
    each = messages_pb2.StreamingOutputCallRequest(response_status=status)
    duplex = stubs.test.FullDuplexCall(iter([each]))
    expect_status(lambda: expect_no_more(duplex), grpc.StatusCode.UNKNOWN, text)


def special_status_message(stubs):
    request = messages_pb2.SimpleRequest(response_status=messages_pb2.EchoStatus(code=2, message=SPECIAL_MESSAGE))
    expect_status(lambda: stubs.test.UnaryCall(request), grpc.StatusCode.UNKNOWN, SPECIAL_MESSAGE)


def unimplemented_method(stubs):
    call = stubs.test.UnimplementedCall
    expect_status(lambda: call(empty_pb2.Empty()), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(stubs):
    call = stubs.unimplemented.UnimplementedCall
    expect_status(lambda: call(empty_pb2.Empty()), grpc.StatusCode.UNIMPLEMENTED)


def half_duplex(stubs):
    sizes = [31415, 9, 2653, 58979]
    responses = stubs.test.HalfDuplexCall(iter([stream_request(size, 8) for size in sizes]))
    got = [len(response.payload.body) for response in responses]
    expect(got == sizes, f"expected responses of {sizes} bytes, got {got}")


def client_compressed_unary(stubs):
    plain, gzip = grpc.Compression.NoCompression, grpc.Compression.Gzip
    # The first is the probe: a server that lets it pass does not look.
    for expected, used, code in [
        (True, plain, grpc.StatusCode.INVALID_ARGUMENT), (True, gzip, grpc.StatusCode.OK), (False, plain, grpc.StatusCode.OK),
    ]:
        request = large_request()
        request.expect_compressed.value = expected
        expect_status(lambda request=request, used=used: stubs.test.UnaryCall(request, compression=used), code)


CASES = {
    case.__name__: case
    for case in (
        empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream,
        timeout_on_sleeping_server, cancel_after_begin, cancel_after_first_response, custom_metadata,
        status_code_and_message, special_status_message, unimplemented_method, unimplemented_service,
        half_duplex, client_compressed_unary,
    )
}


class Stubs:
    def __init__(self, channel):
        self.test = test_pb2_grpc.TestServiceStub(channel)
        self.unimplemented = test_pb2_grpc.UnimplementedServiceStub(channel)


def connect(flags):
    target = f"{flags.get('server_host', 'localhost')}:{flags.get('server_port', '443')}"
    if flags.get("use_tls") != "true":
        return grpc.insecure_channel(target, UNBOUNDED)
    own = {}
    if flags.get("cert_file"):
        own = {"private_key": read_file(flags["key_file"]), "certificate_chain": read_file(flags["cert_file"])}
    credentials = grpc.ssl_channel_credentials(read_file(flags.get("ca_file", ".peers/certs/ca.pem")), **own)
    options = list(UNBOUNDED)
    if flags.get("server_host_override"):
        options.append(("grpc.ssl_target_name_override", flags["server_host_override"]))
    return grpc.secure_channel(target, credentials, options)


def passes(name, stubs):
    try:
        expect(name in CASES, "this client has no such case")
        CASES[name](stubs)
        print("passed", name, flush=True)
        return True
    except (CaseFailed, grpc.RpcError, StopIteration) as error:
        print(f"{name}: {error!r}", file=sys.stderr, flush=True)
        print("failed", name, flush=True)
        return False


def main():
    flags = read_flags(sys.argv[1:])
    with connect(flags) as channel:
        stubs = Stubs(channel)
        verdicts = [passes(name, stubs) for name in flags.get("test_case", "large_unary").split(",")]
    sys.exit(0 if all(verdicts) else 1)


main()
