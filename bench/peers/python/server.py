"""grpc Python as a contestant, on its asyncio interface. Usage: server.py STUBS --port PORT [--tls CERTIFICATE_PEM KEY_PEM]"""
import asyncio
import sys
import time

sys.path.insert(0, sys.argv[1])
import grpc
import bench_pb2
import bench_pb2_grpc

OPTIONS = [("grpc.so_reuseport", 0)]


class Bench(bench_pb2_grpc.BenchServicer):
    """See bench.proto."""

    async def Unary(self, request, context):
        return request

    async def ServerStream(self, request, context):
        for _ in range(request.id):
            await context.write(request)

    async def ClientStream(self, requests, context):
        count = 0
        last = bench_pb2.Payload()
        async for last in requests:
            count += 1
        last.id = count
        return last

    async def Bidi(self, requests, context):
        async for request in requests:
            await context.write(request)

    async def Get(self, request, context):
        if request.metadata_entries > 0:
            await context.send_initial_metadata([(f"entry-{i}", "value of 20 letters.") for i in range(request.metadata_entries)])
        return bench_pb2.Payload(body=bytes(request.body_bytes))

    async def Burn(self, request, context):
        end = time.thread_time_ns() + request.id * 1000
        while time.thread_time_ns() < end:
            pass
        return request

    async def Block(self, request, context):
        time.sleep(request.id / 1000)
        return request


def after(option, distance=1):
    """The argument at that distance behind an option, or None."""
    if option not in sys.argv:
        return None
    return sys.argv[sys.argv.index(option) + distance]


def read(path):
    with open(path, "rb") as file:
        return file.read()


async def main():
    server = grpc.aio.server(options=OPTIONS)
    bench_pb2_grpc.add_BenchServicer_to_server(Bench(), server)
    address = f"127.0.0.1:{after('--port')}"
    if "--tls" in sys.argv:
        pair = (read(after("--tls", 2)), read(after("--tls", 1)))
        server.add_secure_port(address, grpc.ssl_server_credentials([pair]))
    else:
        server.add_insecure_port(address)
    await server.start()
    print(f"listening on {address}", flush=True)
    await server.wait_for_termination()


asyncio.run(main())
