// grpc C++ as a contestant: asynchronous unary calls on one completion queue, one thread.
// Usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary [MESSAGES] [WARMUP_S]
// MESSAGES is accepted so that all load clients share one command line; unary calls have no use for it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <grpcpp/grpcpp.h>

#include "bench.grpc.pb.h"
#include "histogram.h"

namespace {

using Clock = std::chrono::steady_clock;

double CpuSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Tally {
  Histogram latency;
  uint64_t errors = 0;
};

// One caller: starts its next call when the last has ended.
class Caller {
 public:
  Caller(bench::Bench::Stub* stub, grpc::CompletionQueue* queue, const bench::Payload* request, Tally* tally)
      : stub_(stub), queue_(queue), request_(request), tally_(tally) {}

  void Start() {
    context_.emplace();
    response_.Clear();
    start_ = Clock::now();
    reader_ = stub_->AsyncUnary(&*context_, *request_, queue_);
    reader_->Finish(&response_, &status_, this);
  }

  void Ended() {
    const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start_);
    tally_->latency.Record(static_cast<uint64_t>(elapsed.count()));
    if (!status_.ok() || response_.id() != request_->id() || response_.body().size() != request_->body().size()) tally_->errors++;
  }

 private:
  bench::Bench::Stub* stub_;
  grpc::CompletionQueue* queue_;
  const bench::Payload* request_;
  Tally* tally_;
  std::optional<grpc::ClientContext> context_;
  bench::Payload response_;
  grpc::Status status_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<bench::Payload>> reader_;
  Clock::time_point start_;
};

std::string WithoutScheme(const std::string& address) {
  const auto at = address.find("://");
  return at == std::string::npos ? address : address.substr(at + 3);
}

// Runs the callers until the time is over; the calls under way stay so.
void RunUntil(grpc::CompletionQueue& queue, Clock::time_point end) {
  void* tag;
  bool ok;
  while (Clock::now() < end && queue.Next(&tag, &ok)) {
    auto* caller = static_cast<Caller*>(tag);
    caller->Ended();
    caller->Start();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7 || std::strcmp(argv[6], "unary") != 0) {
    std::fprintf(stderr, "usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary [MESSAGES] [WARMUP_S]\n");
    return 2;
  }
  const std::string address = WithoutScheme(argv[1]);
  const int connections = std::atoi(argv[2]);
  const int concurrency = std::atoi(argv[3]);
  const std::chrono::duration<double> measured(std::atof(argv[4]));
  const std::chrono::duration<double> warmup(argc > 8 ? std::atof(argv[8]) : 1.0);

  bench::Payload request;
  request.set_id(7);
  request.set_name("bench");
  request.set_body(std::string(static_cast<size_t>(std::atoi(argv[5])), 'x'));

  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // else channels to one address share one connection
  grpc::CompletionQueue queue;
  Tally tally;
  std::vector<std::unique_ptr<bench::Bench::Stub>> stubs;
  std::deque<Caller> callers;
  for (int i = 0; i < connections; i++) {
    stubs.push_back(bench::Bench::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
    for (int j = 0; j < concurrency; j++) callers.emplace_back(stubs.back().get(), &queue, &request, &tally).Start();
  }

  const auto to_clock = [](auto duration) { return std::chrono::duration_cast<Clock::duration>(duration); };
  RunUntil(queue, Clock::now() + to_clock(warmup));
  const Tally before = tally;
  const double cpu_before = CpuSeconds();
  const auto start = Clock::now();
  RunUntil(queue, start + to_clock(measured));
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  const double cpu = CpuSeconds() - cpu_before;

  const Histogram latency = tally.latency.Since(before.latency);
  const double calls = static_cast<double>(latency.Total());
  std::printf("calls_per_s=%.0f p50_us=%.1f p90_us=%.1f p99_us=%.1f p999_us=%.1f cpu_s_per_1k=%.6f errors=%llu\n", calls / elapsed.count(),
              latency.QuantileMicroseconds(0.5), latency.QuantileMicroseconds(0.9), latency.QuantileMicroseconds(0.99), latency.QuantileMicroseconds(0.999),
              cpu / calls * 1000, static_cast<unsigned long long>(tally.errors - before.errors));
  std::fflush(stdout);
  std::_Exit(0);  // calls under way need no orderly end
}
