// gRPC's interop cases on the C++ library. Runs the cases of --test_case (a comma-separated list) on one channel.
#include <chrono>
#include <functional>
#include <vector>

#include "interop.h"

namespace interop {
namespace {

using grpc::ClientContext;
using grpc::Status;
using grpc::StatusCode;

constexpr char kSpecialMessage[] = "\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \U0001F608\t\n";

struct Stubs {
  const Flags& flags;
  std::unique_ptr<TestService::Stub> test;
  std::unique_ptr<UnimplementedService::Stub> unimplemented;
};

std::shared_ptr<grpc::Channel> Connect(const Flags& flags, const std::shared_ptr<grpc::CallCredentials>& credentials = nullptr);

void Expect(bool met, const std::string& otherwise) {
  if (!met) throw std::runtime_error(otherwise);
}

void ExpectStatus(const Status& status, StatusCode code, const char* message = nullptr) {
  Expect(status.error_code() == code, "expected status " + std::to_string(code) + ", got " +
                                          std::to_string(status.error_code()) + " '" + status.error_message() + "'");
  if (message != nullptr)
    Expect(status.error_message() == message, "expected message '" + std::string(message) + "', got '" + status.error_message() + "'");
}

void ExpectSize(size_t size, size_t wanted) {
  Expect(size == wanted, "expected a body of " + std::to_string(wanted) + " bytes, got " + std::to_string(size));
}

SimpleRequest LargeRequest() {
  SimpleRequest request;
  request.set_response_size(314159);
  request.mutable_payload()->set_body(std::string(271828, '\0'));
  return request;
}

StreamingOutputCallRequest StreamRequest(int response_size, int request_size) {
  StreamingOutputCallRequest request;
  request.add_response_parameters()->set_size(response_size);
  request.mutable_payload()->set_body(std::string(request_size, '\0'));
  return request;
}

void EmptyUnary(Stubs& stubs) {
  ClientContext context;
  Empty response;
  ExpectStatus(stubs.test->EmptyCall(&context, Empty(), &response), StatusCode::OK);
}

void LargeUnary(Stubs& stubs) {
  ClientContext context;
  SimpleResponse response;
  ExpectStatus(stubs.test->UnaryCall(&context, LargeRequest(), &response), StatusCode::OK);
  ExpectSize(response.payload().body().size(), 314159);
}

void ClientStreaming(Stubs& stubs) {
  ClientContext context;
  StreamingInputCallResponse response;
  auto writer = stubs.test->StreamingInputCall(&context, &response);
  for (int size : {27182, 8, 1828, 45904}) {
    StreamingInputCallRequest request;
    request.mutable_payload()->set_body(std::string(size, '\0'));
    Expect(writer->Write(request), "the stream ended while it was written");
  }
  writer->WritesDone();
  ExpectStatus(writer->Finish(), StatusCode::OK);
  ExpectSize(response.aggregated_payload_size(), 74922);
}

void ServerStreaming(Stubs& stubs) {
  const std::vector<int> sizes = {31415, 9, 2653, 58979};
  StreamingOutputCallRequest request;
  for (int size : sizes) request.add_response_parameters()->set_size(size);
  ClientContext context;
  auto reader = stubs.test->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  size_t count = 0;
  while (reader->Read(&response)) {
    Expect(count < sizes.size(), "more than four responses");
    ExpectSize(response.payload().body().size(), sizes[count++]);
  }
  ExpectStatus(reader->Finish(), StatusCode::OK);
  Expect(count == sizes.size(), "expected 4 responses, got " + std::to_string(count));
}

void PingPong(Stubs& stubs) {
  ClientContext context;
  auto stream = stubs.test->FullDuplexCall(&context);
  StreamingOutputCallResponse response;
  for (auto [response_size, request_size] : std::vector<std::pair<int, int>>{{31415, 27182}, {9, 8}, {2653, 1828}, {58979, 45904}}) {
    Expect(stream->Write(StreamRequest(response_size, request_size)), "the stream ended while it was written");
    Expect(stream->Read(&response), "the stream ended before its response");
    ExpectSize(response.payload().body().size(), response_size);
  }
  stream->WritesDone();
  Expect(!stream->Read(&response), "a response that nobody asked for");
  ExpectStatus(stream->Finish(), StatusCode::OK);
}

void EmptyStream(Stubs& stubs) {
  ClientContext context;
  auto stream = stubs.test->FullDuplexCall(&context);
  stream->WritesDone();
  StreamingOutputCallResponse response;
  Expect(!stream->Read(&response), "a response that nobody asked for");
  ExpectStatus(stream->Finish(), StatusCode::OK);
}

void TimeoutOnSleepingServer(Stubs& stubs) {
  ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(1));
  auto stream = stubs.test->FullDuplexCall(&context);
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body(std::string(27182, '\0'));
  stream->Write(request);
  StreamingOutputCallResponse response;
  stream->Read(&response);
  ExpectStatus(stream->Finish(), StatusCode::DEADLINE_EXCEEDED);
}

void CancelAfterBegin(Stubs& stubs) {
  ClientContext context;
  StreamingInputCallResponse response;
  auto writer = stubs.test->StreamingInputCall(&context, &response);
  context.TryCancel();
  ExpectStatus(writer->Finish(), StatusCode::CANCELLED);
}

void CancelAfterFirstResponse(Stubs& stubs) {
  ClientContext context;
  auto stream = stubs.test->FullDuplexCall(&context);
  Expect(stream->Write(StreamRequest(31415, 27182)), "the stream ended while it was written");
  StreamingOutputCallResponse response;
  Expect(stream->Read(&response), "the stream ended before its response");
  ExpectSize(response.payload().body().size(), 31415);
  context.TryCancel();
  ExpectStatus(stream->Finish(), StatusCode::CANCELLED);
}

void SendEchoMetadata(ClientContext& context) {
  context.AddMetadata(kInitialKey, "test_initial_metadata_value");
  context.AddMetadata(kTrailingKey, "\xab\xab\xab");
}

void ExpectEchoedMetadata(ClientContext& context) {
  const auto& initial = context.GetServerInitialMetadata();
  auto first = initial.find(kInitialKey);
  Expect(first != initial.end() && first->second == "test_initial_metadata_value", "the initial metadata did not come back");
  const auto& trailing = context.GetServerTrailingMetadata();
  auto last = trailing.find(kTrailingKey);
  Expect(last != trailing.end() && last->second == "\xab\xab\xab", "the trailing metadata did not come back");
}

void CustomMetadata(Stubs& stubs) {
  ClientContext unary;
  SendEchoMetadata(unary);
  SimpleResponse answer;
  ExpectStatus(stubs.test->UnaryCall(&unary, LargeRequest(), &answer), StatusCode::OK);
  ExpectSize(answer.payload().body().size(), 314159);
  ExpectEchoedMetadata(unary);

  ClientContext duplex;
  SendEchoMetadata(duplex);
  auto stream = stubs.test->FullDuplexCall(&duplex);
  stream->Write(StreamRequest(314159, 271828));
  stream->WritesDone();
  StreamingOutputCallResponse response;
  Expect(stream->Read(&response), "the stream ended before its response");
  ExpectSize(response.payload().body().size(), 314159);
  Expect(!stream->Read(&response), "a response that nobody asked for");
  ExpectStatus(stream->Finish(), StatusCode::OK);
  ExpectEchoedMetadata(duplex);
}

void StatusCodeAndMessage(Stubs& stubs) {
  ClientContext unary;
  SimpleRequest request;
  request.mutable_response_status()->set_code(2);
  request.mutable_response_status()->set_message("test status message");
  SimpleResponse answer;
  ExpectStatus(stubs.test->UnaryCall(&unary, request, &answer), StatusCode::UNKNOWN, "test status message");

  ClientContext duplex;
  StreamingOutputCallRequest each;
  *each.mutable_response_status() = request.response_status();
  auto stream = stubs.test->FullDuplexCall(&duplex);
  stream->Write(each);
  stream->WritesDone();
  StreamingOutputCallResponse response;
  Expect(!stream->Read(&response), "a response that nobody asked for");
  ExpectStatus(stream->Finish(), StatusCode::UNKNOWN, "test status message");
}

void SpecialStatusMessage(Stubs& stubs) {
  ClientContext context;
  SimpleRequest request;
  request.mutable_response_status()->set_code(2);
  request.mutable_response_status()->set_message(kSpecialMessage);
  SimpleResponse response;
  ExpectStatus(stubs.test->UnaryCall(&context, request, &response), StatusCode::UNKNOWN, kSpecialMessage);
}

void UnimplementedMethod(Stubs& stubs) {
  ClientContext context;
  Empty response;
  ExpectStatus(stubs.test->UnimplementedCall(&context, Empty(), &response), StatusCode::UNIMPLEMENTED);
}

void UnimplementedServiceCase(Stubs& stubs) {
  ClientContext context;
  Empty response;
  ExpectStatus(stubs.unimplemented->UnimplementedCall(&context, Empty(), &response), StatusCode::UNIMPLEMENTED);
}

void HalfDuplex(Stubs& stubs) {
  ClientContext context;
  auto stream = stubs.test->HalfDuplexCall(&context);
  const std::vector<int> sizes = {31415, 9, 2653, 58979};
  for (int size : sizes) Expect(stream->Write(StreamRequest(size, 8)), "the stream ended while it was written");
  stream->WritesDone();
  StreamingOutputCallResponse response;
  for (int size : sizes) {
    Expect(stream->Read(&response), "the stream ended before its response");
    ExpectSize(response.payload().body().size(), size);
  }
  ExpectStatus(stream->Finish(), StatusCode::OK);
}

void ClientCompressedUnary(Stubs& stubs) {
  struct Call {
    bool expected, compressed;
    StatusCode code;
  };
  // The first is the probe: a server that lets it pass does not look.
  for (auto [expected, compressed, code] : {Call{true, false, StatusCode::INVALID_ARGUMENT}, Call{true, true, StatusCode::OK}, Call{false, false, StatusCode::OK}}) {
    ClientContext context;
    context.set_compression_algorithm(compressed ? GRPC_COMPRESS_GZIP : GRPC_COMPRESS_NONE);
    SimpleRequest request = LargeRequest();
    request.mutable_expect_compressed()->set_value(expected);
    SimpleResponse response;
    ExpectStatus(stubs.test->UnaryCall(&context, request, &response), code);
    if (code == StatusCode::OK) ExpectSize(response.payload().body().size(), 314159);
  }
}

void ServerCompressedUnary(Stubs& stubs) {
  for (bool wanted : {true, false}) {
    ClientContext context;
    SimpleRequest request = LargeRequest();
    request.mutable_response_compressed()->set_value(wanted);
    SimpleResponse response;
    ExpectStatus(stubs.test->UnaryCall(&context, request, &response), StatusCode::OK);
    Expect(ArrivedCompressed(&context) == wanted, wanted ? "the response is not compressed" : "the response is compressed");
    ExpectSize(response.payload().body().size(), 314159);
  }
}

StreamingInputCallRequest Announced(bool compressed, int size) {
  StreamingInputCallRequest request;
  request.mutable_expect_compressed()->set_value(compressed);
  request.mutable_payload()->set_body(std::string(size, '\0'));
  return request;
}

void ClientCompressedStreaming(Stubs& stubs) {
  StreamingInputCallResponse response;
  {
    ClientContext context;
    context.set_compression_algorithm(GRPC_COMPRESS_NONE);
    auto probe = stubs.test->StreamingInputCall(&context, &response);
    probe->Write(Announced(true, 27182));
    probe->WritesDone();
    ExpectStatus(probe->Finish(), StatusCode::INVALID_ARGUMENT);
  }
  ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  auto writer = stubs.test->StreamingInputCall(&context, &response);
  Expect(writer->Write(Announced(true, 27182)), "the stream ended while it was written");
  Expect(writer->Write(Announced(false, 45904), grpc::WriteOptions().set_no_compression()), "the stream ended while it was written");
  writer->WritesDone();
  ExpectStatus(writer->Finish(), StatusCode::OK);
  ExpectSize(response.aggregated_payload_size(), 73086);
}

void ServerCompressedStreaming(Stubs& stubs) {
  const std::vector<std::pair<int, bool>> wanted = {{31415, true}, {92653, false}};
  StreamingOutputCallRequest request;
  for (auto [size, compressed] : wanted) {
    auto* parameters = request.add_response_parameters();
    parameters->set_size(size);
    parameters->mutable_compressed()->set_value(compressed);
  }
  ClientContext context;
  auto reader = stubs.test->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  for (auto [size, compressed] : wanted) {
    Expect(reader->Read(&response), "the stream ended before its response");
    Expect(ArrivedCompressed(&context) == compressed, compressed ? "the response is not compressed" : "the response is compressed");
    ExpectSize(response.payload().body().size(), size);
  }
  Expect(!reader->Read(&response), "a response that nobody asked for");
  ExpectStatus(reader->Finish(), StatusCode::OK);
}

std::string ServiceAccount(const Flags& flags) { return ReadFile(flags.Text("service_account_key_file", ".peers/certs/service-account.json")); }

// A call whose token the library makes itself, out of the key of a service account. The token has to tell the server who that is.
void CallAsAccount(Stubs& stubs, TestService::Stub& test, const std::shared_ptr<grpc::CallCredentials>& credentials) {
  ClientContext context;
  if (credentials != nullptr) context.set_credentials(credentials);
  SimpleRequest request = LargeRequest();
  request.set_fill_username(true);
  SimpleResponse response;
  ExpectStatus(test.UnaryCall(&context, request, &response), StatusCode::OK);
  Expect(!response.username().empty() && ServiceAccount(stubs.flags).find("\"" + response.username() + "\"") != std::string::npos,
         "the server takes us for '" + response.username() + "'");
  ExpectSize(response.payload().body().size(), 314159);
}

void JwtTokenCreds(Stubs& stubs) {
  auto channel = Connect(stubs.flags, grpc::ServiceAccountJWTAccessCredentials(ServiceAccount(stubs.flags)));
  CallAsAccount(stubs, *TestService::NewStub(channel), nullptr);
}

void PerRpcCreds(Stubs& stubs) { CallAsAccount(stubs, *stubs.test, grpc::ServiceAccountJWTAccessCredentials(ServiceAccount(stubs.flags))); }

const std::map<std::string, std::function<void(Stubs&)>> kCases = {
    {"empty_unary", EmptyUnary},
    {"large_unary", LargeUnary},
    {"client_streaming", ClientStreaming},
    {"server_streaming", ServerStreaming},
    {"ping_pong", PingPong},
    {"empty_stream", EmptyStream},
    {"timeout_on_sleeping_server", TimeoutOnSleepingServer},
    {"cancel_after_begin", CancelAfterBegin},
    {"cancel_after_first_response", CancelAfterFirstResponse},
    {"custom_metadata", CustomMetadata},
    {"status_code_and_message", StatusCodeAndMessage},
    {"special_status_message", SpecialStatusMessage},
    {"unimplemented_method", UnimplementedMethod},
    {"unimplemented_service", UnimplementedServiceCase},
    {"half_duplex", HalfDuplex},
    {"client_compressed_unary", ClientCompressedUnary},
    {"server_compressed_unary", ServerCompressedUnary},
    {"client_compressed_streaming", ClientCompressedStreaming},
    {"server_compressed_streaming", ServerCompressedStreaming},
    {"jwt_token_creds", JwtTokenCreds},
    {"per_rpc_creds", PerRpcCreds},
};

std::shared_ptr<grpc::Channel> Connect(const Flags& flags, const std::shared_ptr<grpc::CallCredentials>& call_credentials) {
  grpc::ChannelArguments arguments;
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (flags.Is("use_tls")) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = ReadFile(flags.Text("ca_file", ".peers/certs/ca.pem"));
    if (!flags.Text("cert_file", "").empty()) {
      options.pem_cert_chain = ReadFile(flags.Text("cert_file", ""));
      options.pem_private_key = ReadFile(flags.Text("key_file", ""));
    }
    credentials = grpc::SslCredentials(options);
    if (call_credentials != nullptr) credentials = grpc::CompositeChannelCredentials(credentials, call_credentials);
    std::string name = flags.Text("server_host_override", "");
    if (!name.empty()) arguments.SetSslTargetNameOverride(name);
  }
  return grpc::CreateCustomChannel(flags.Text("server_host", "localhost") + ":" + flags.Text("server_port", "443"), credentials, arguments);
}

int Run(const Flags& flags) {
  auto channel = Connect(flags);
  Stubs stubs{flags, TestService::NewStub(channel), UnimplementedService::NewStub(channel)};
  std::stringstream names(flags.Text("test_case", "large_unary"));
  int failed = 0;
  for (std::string name; std::getline(names, name, ',');) {
    try {
      auto found = kCases.find(name);
      Expect(found != kCases.end(), "this client has no such case");
      found->second(stubs);
      std::cout << "passed " << name << std::endl;
    } catch (const std::exception& error) {
      failed++;
      std::cerr << name << ": " << error.what() << std::endl;
      std::cout << "failed " << name << std::endl;
    }
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace interop

int main(int argc, char** argv) {
  try {
    return interop::Run(interop::Flags(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
