"""grpc Python as a contestant, on its asyncio interface.

Usage: client.py STUBS ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
   or: client.py STUBS runs    (the same arguments from standard input, a line for each run)
An https address is trusted as GRPC_DEFAULT_SSL_ROOTS_FILE_PATH says.
"""
import asyncio
import sys
import time

sys.path.insert(0, sys.argv[1])
import grpc
import bench_pb2
import bench_pb2_grpc

KINDS = ("unary", "serverstream", "clientstream", "bidi")


class Run:
    """What one run is to do, and what it has counted so far."""

    def __init__(self, arguments):
        if len(arguments) < 6 or arguments[5] not in KINDS:
            sys.exit(__doc__)
        self.address, connections, concurrency, seconds, body, self.kind = arguments[:6]
        self.connections, self.concurrency, self.seconds = int(connections), int(concurrency), float(seconds)
        self.body = bytes(int(body))
        self.messages = int(arguments[6]) if len(arguments) > 6 else 1000
        self.warmup = float(arguments[7]) if len(arguments) > 7 else 1.0
        self.over = False
        self.errors = 0
        self.latencies = []

    def record(self, start):
        """Counts what began at start and returns the present time."""
        now = time.perf_counter_ns()
        self.latencies.append(now - start)
        return now

    def check(self, is_right):
        if not is_right and not self.over:
            self.errors += 1

    def is_echo(self, answer, number):
        return answer.id == number and len(answer.body) == len(self.body)


async def unary(run, stub):
    request = bench_pb2.Payload(id=7, name="bench", body=run.body)
    start = time.perf_counter_ns()
    while not run.over:
        run.check(run.is_echo(await stub.Unary(request), 7))
        start = run.record(start)


async def serverstream(run, stub):
    """Times the gap between two messages."""
    request = bench_pb2.Payload(id=run.messages, name="bench", body=run.body)
    while not run.over:
        received = 0
        start = time.perf_counter_ns()
        async for answer in stub.ServerStream(request):
            received += 1
            run.check(run.is_echo(answer, run.messages))
            start = run.record(start)
        run.check(received == run.messages)


async def clientstream(run, stub):
    """Times each write."""
    request = bench_pb2.Payload(name="bench", body=run.body)
    while not run.over:
        call = stub.ClientStream()
        start = time.perf_counter_ns()
        for _ in range(run.messages):
            await call.write(request)
            start = run.record(start)
        await call.done_writing()
        run.check(run.is_echo(await call, run.messages))


async def bidi(run, stub):
    """Times each message's way there and back; writing runs ahead of reading."""
    starts = [0] * run.messages

    async def write(call):
        request = bench_pb2.Payload(name="bench", body=run.body)
        for i in range(run.messages):
            request.id = i
            starts[i] = time.perf_counter_ns()
            await call.write(request)
        await call.done_writing()

    while not run.over:
        call = stub.Bidi()
        writing = asyncio.create_task(write(call))
        received = 0
        try:
            async for answer in call:
                run.check(run.is_echo(answer, received))
                run.record(starts[received])
                received += 1
            await writing
        finally:
            writing.cancel()
        run.check(received == run.messages)


async def repeat(run, caller, stub):
    try:
        await caller(run, stub)
    except grpc.aio.AioRpcError as error:
        run.check(False)
        if not run.over:
            print(f"First error: {error.details()}", file=sys.stderr)


def connect(address):
    scheme, _, target = address.rpartition("://")
    # Each channel its own connection.
    options = [("grpc.use_local_subchannel_pool", 1)]
    if scheme == "https":
        return grpc.aio.secure_channel(target, grpc.ssl_channel_credentials(), options)
    return grpc.aio.insecure_channel(target, options)


async def measure(run, announce):
    channels = [connect(run.address) for _ in range(run.connections)]
    stubs = [bench_pb2_grpc.BenchStub(channel) for channel in channels]
    caller = globals()[run.kind]
    callers = [asyncio.create_task(repeat(run, caller, stub)) for stub in stubs for _ in range(run.concurrency)]
    await asyncio.sleep(run.warmup)
    announce()
    run.latencies.clear()
    errors, start, cpu = run.errors, time.perf_counter(), time.process_time()
    await asyncio.sleep(run.seconds)
    elapsed, cpu = time.perf_counter() - start, time.process_time() - cpu
    report(run, run.latencies[:], elapsed, cpu, run.errors - errors)
    run.over = True
    if run.kind != "unary":  # those end by themselves; the library hangs when a thousand of them are cancelled
        for task in callers:
            task.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    for channel in channels:
        await channel.close()


def report(run, latencies, elapsed, cpu, errors):
    latencies.sort()
    count = len(latencies)
    unit = "calls" if run.kind == "unary" else "messages"
    quantiles = " ".join(f"{name}_us={latencies[min(int(count * share), count - 1)] / 1000 if count else 0:.1f}" for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)))
    print(f"{unit}_per_s={count / elapsed:.0f} {quantiles} cpu_s_per_1k={cpu * 1000 / max(count, 1):.6f} errors={errors}", flush=True)


async def main():
    if sys.argv[2:] != ["runs"]:
        await measure(Run(sys.argv[2:]), lambda: None)
        return
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await measure(Run(line.split()), lambda: print("begin", flush=True))


asyncio.run(main())
