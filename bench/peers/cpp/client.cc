// grpc C++ as a contestant: asynchronous calls on one completion queue, one thread.
// Usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <grpcpp/grpcpp.h>

#include "callers.h"

namespace {

double CpuSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string WithoutScheme(const std::string& address) {
  const auto at = address.find("://");
  return at == std::string::npos ? address : address.substr(at + 3);
}

// Runs the callers until the time is over; the calls under way stay so.
void RunUntil(grpc::CompletionQueue& queue, Clock::time_point end) {
  void* tag;
  bool ok;
  while (Clock::now() < end && queue.Next(&tag, &ok)) static_cast<Step*>(tag)->Proceed(ok);
}

void Print(const Histogram& latency, const char* unit, double seconds, double cpu, uint64_t errors) {
  const double count = static_cast<double>(latency.Total());
  std::printf("%s_per_s=%.0f p50_us=%.1f p90_us=%.1f p99_us=%.1f p999_us=%.1f cpu_s_per_1k=%.6f errors=%llu\n", unit, count / seconds,
              latency.QuantileMicroseconds(0.5), latency.QuantileMicroseconds(0.9), latency.QuantileMicroseconds(0.99),
              latency.QuantileMicroseconds(0.999), cpu / count * 1000, static_cast<unsigned long long>(errors));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc < 7 ? "" : argv[6];
  if (kind != "unary" && kind != "serverstream" && kind != "bidi") {
    std::fprintf(stderr, "usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]\n");
    return 2;
  }
  const std::string address = WithoutScheme(argv[1]);
  const int connections = std::atoi(argv[2]);
  const int concurrency = std::atoi(argv[3]);
  const std::chrono::duration<double> measured(std::atof(argv[4]));
  const size_t body = static_cast<size_t>(std::atoi(argv[5]));
  const int messages = argc > 7 ? std::atoi(argv[7]) : 1000;
  const std::chrono::duration<double> warmup(argc > 8 ? std::atof(argv[8]) : 1.0);

  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // else channels to one address share one connection
  grpc::CompletionQueue queue;
  Tally tally;
  std::vector<std::unique_ptr<bench::Bench::Stub>> stubs;
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < connections; i++) {
    stubs.push_back(bench::Bench::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
    for (int j = 0; j < concurrency; j++) {
      auto* stub = stubs.back().get();
      if (kind == "unary") callers.push_back(std::make_unique<UnaryCaller>(stub, &queue, body, &tally));
      else if (kind == "serverstream") callers.push_back(std::make_unique<ServerStreamCaller>(stub, &queue, body, &tally, messages));
      else callers.push_back(std::make_unique<BidiCaller>(stub, &queue, body, &tally, messages));
      callers.back()->Start();
    }
  }

  const auto to_clock = [](auto duration) { return std::chrono::duration_cast<Clock::duration>(duration); };
  RunUntil(queue, Clock::now() + to_clock(warmup));
  const Tally before = tally;
  const double cpu_before = CpuSeconds();
  const auto start = Clock::now();
  RunUntil(queue, start + to_clock(measured));
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  const double cpu = CpuSeconds() - cpu_before;

  Print(tally.latency.Since(before.latency), kind == "unary" ? "calls" : "messages", elapsed.count(), cpu, tally.errors - before.errors);
  std::_Exit(0);  // calls under way need no orderly end
}
