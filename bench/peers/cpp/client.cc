// grpc C++ as a contestant: asynchronous calls on one completion queue, one thread.
// Usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
//    or: client runs    (the same arguments from standard input, a line for each run)
// An https address is trusted as GRPC_DEFAULT_SSL_ROOTS_FILE_PATH says.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <grpcpp/grpcpp.h>

#include "callers.h"

namespace {

constexpr const char* kUsage =
    "usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]\n"
    "       client runs\n";

using Seconds = std::chrono::duration<double>;

struct Run {
  std::string address;
  int connections = 0;
  int concurrency = 0;
  Seconds measured{0};
  size_t body = 0;
  std::string kind;
  int messages = 1000;
  Seconds warmup{1};
};

bool Parse(const std::string& line, Run* run) {
  std::istringstream words(line);
  double measured = 0, warmup = 0;
  if (!(words >> run->address >> run->connections >> run->concurrency >> measured >> run->body >> run->kind)) return false;
  run->measured = Seconds(measured);
  if (words >> run->messages && words >> warmup) run->warmup = Seconds(warmup);
  return run->kind == "unary" || run->kind == "serverstream" || run->kind == "clientstream" || run->kind == "bidi";
}

double CpuSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // else channels to one address share one connection
  const auto at = address.find("://");
  const bool secure = at != std::string::npos && address.compare(0, at, "https") == 0;
  const auto credentials = secure ? grpc::SslCredentials({}) : grpc::InsecureChannelCredentials();
  return grpc::CreateCustomChannel(at == std::string::npos ? address : address.substr(at + 3), credentials, arguments);
}

std::unique_ptr<Caller> MakeCaller(const Run& run, bench::Bench::Stub* stub, grpc::CompletionQueue* queue, Tally* tally) {
  if (run.kind == "unary") return std::make_unique<UnaryCaller>(stub, queue, run.body, tally);
  if (run.kind == "serverstream") return std::make_unique<ServerStreamCaller>(stub, queue, run.body, tally, run.messages);
  if (run.kind == "clientstream") return std::make_unique<ClientStreamCaller>(stub, queue, run.body, tally, run.messages);
  return std::make_unique<BidiCaller>(stub, queue, run.body, tally, run.messages);
}

// Takes events until the time is over; the calls under way stay so.
void RunFor(grpc::CompletionQueue& queue, Seconds duration) {
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(duration);
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

void Measure(const Run& run, bool announce) {
  grpc::CompletionQueue queue;
  Tally tally;
  std::vector<std::unique_ptr<bench::Bench::Stub>> stubs;
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < run.connections; i++) {
    stubs.push_back(bench::Bench::NewStub(Connect(run.address)));
    for (int j = 0; j < run.concurrency; j++) {
      callers.push_back(MakeCaller(run, stubs.back().get(), &queue, &tally));
      callers.back()->Begin();
    }
  }

  RunFor(queue, run.warmup);
  if (announce) std::cout << "begin" << std::endl;
  const Tally before = tally;
  const double cpu_before = CpuSeconds();
  const auto start = Clock::now();
  RunFor(queue, run.measured);
  const Seconds elapsed = Clock::now() - start;
  const double cpu = CpuSeconds() - cpu_before;
  Print(tally.latency.Since(before.latency), run.kind == "unary" ? "calls" : "messages", elapsed.count(), cpu, tally.errors - before.errors);

  tally.over = true;
  for (auto& caller : callers) caller->Cancel();
  void* tag;
  bool ok;
  while (tally.callers > 0 && queue.Next(&tag, &ok)) static_cast<Step*>(tag)->Proceed(ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  Run run;
  std::string line;
  if (argc == 2 && std::string(argv[1]) == "runs") {
    while (std::getline(std::cin, line)) {
      if (!Parse(line, &run)) {
        std::fputs(kUsage, stderr);
        return 2;
      }
      Measure(run, true);
    }
    return 0;
  }
  for (int i = 1; i < argc; i++) line += std::string(argv[i]) + ' ';
  if (!Parse(line, &run)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  Measure(run, false);
}
