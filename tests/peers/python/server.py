"""gRPC's interop test service on the Python library."""
import sys
import time
from concurrent import futures

import grpc

from interop import INITIAL_KEY, TRAILING_KEY, empty_pb2, messages_pb2, read_file, read_flags, test_pb2_grpc

OPTIONS = [("grpc.so_reuseport", 0)]
CODES = {code.value[0]: code for code in grpc.StatusCode}


def echo_metadata(context):
    received = dict(context.invocation_metadata())
    if INITIAL_KEY in received:
        context.send_initial_metadata([(INITIAL_KEY, received[INITIAL_KEY])])
    if TRAILING_KEY in received:
        context.set_trailing_metadata([(TRAILING_KEY, received[TRAILING_KEY])])


def end_as_asked(request, context):
    if request.HasField("response_status") and request.response_status.code != 0:
        context.abort(CODES[request.response_status.code], request.response_status.message)


def answers(request, context):
    end_as_asked(request, context)
    for wanted in request.response_parameters:
        time.sleep(wanted.interval_us / 1e6)
        response = messages_pb2.StreamingOutputCallResponse(payload=messages_pb2.Payload(body=bytes(wanted.size)))
        if wanted.fill_peer_socket_address.value:
            response.peer_socket_address = context.peer()
        yield response


class TestService(test_pb2_grpc.TestServiceServicer):
    def EmptyCall(self, request, context):
        echo_metadata(context)
        return empty_pb2.Empty()

    def UnaryCall(self, request, context):
        if request.HasField("response_compressed"):
            wanted = request.response_compressed.value
            context.set_compression(grpc.Compression.Gzip if wanted else grpc.Compression.NoCompression)
        echo_metadata(context)
        end_as_asked(request, context)
        return messages_pb2.SimpleResponse(payload=messages_pb2.Payload(body=bytes(request.response_size)))

    def CacheableUnaryCall(self, request, context):
        context.send_initial_metadata([("cache-control", "max-age=60, public")])
        return messages_pb2.SimpleResponse(payload=messages_pb2.Payload(body=str(time.time_ns()).encode()))

    def StreamingOutputCall(self, request, context):
        echo_metadata(context)
        yield from answers(request, context)

    def StreamingInputCall(self, requests, context):
        echo_metadata(context)
        total = sum(len(request.payload.body) for request in requests)
        return messages_pb2.StreamingInputCallResponse(aggregated_payload_size=total)

    def FullDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in requests:
            yield from answers(request, context)

    def HalfDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in list(requests):
            yield from answers(request, context)


def listen(server, flags):
    address = "127.0.0.1:" + flags.get("port", "0")
    if flags.get("use_tls") != "true":
        return server.add_insecure_port(address)
    key = read_file(flags.get("key_file", ".peers/certs/server.key"))
    certificate = read_file(flags.get("cert_file", ".peers/certs/server.pem"))
    if flags.get("require_client_cert") == "true":
        root = read_file(flags.get("ca_file", ".peers/certs/ca.pem"))
        credentials = grpc.ssl_server_credentials([(key, certificate)], root, True)
    else:
        credentials = grpc.ssl_server_credentials([(key, certificate)])
    return server.add_secure_port(address, credentials)


def main():
    flags = read_flags(sys.argv[1:])
    # A handler holds its thread for as long as its stream lives.
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=64), options=OPTIONS)
    test_pb2_grpc.add_TestServiceServicer_to_server(TestService(), server)
    port = listen(server, flags)
    if port == 0:
        sys.exit("cannot listen on 127.0.0.1:" + flags.get("port", "0"))
    server.start()
    print(f"listening on {port}", flush=True)
    server.wait_for_termination()


main()
