// gRPC's interop test service on the C++ library.
#include <chrono>
#include <thread>

#include "interop.h"

namespace interop {
namespace {

using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

void EchoMetadata(ServerContext* context) {
  const auto& received = context->client_metadata();
  auto initial = received.find(kInitialKey);
  if (initial != received.end())
    context->AddInitialMetadata(kInitialKey, std::string(initial->second.data(), initial->second.size()));
  auto trailing = received.find(kTrailingKey);
  if (trailing != received.end())
    context->AddTrailingMetadata(kTrailingKey, std::string(trailing->second.data(), trailing->second.size()));
}

template <typename Request>
Status CheckCompression(ServerContext* context, const Request& request) {
  if (!request.has_expect_compressed() || request.expect_compressed().value() == ArrivedCompressed(context)) return Status::OK;
  return Status(StatusCode::INVALID_ARGUMENT, "the message's compression is not what it announced");
}

Status Asked(const EchoStatus& status) {
  return Status(static_cast<StatusCode>(status.code()), status.message());
}

using Duplex = grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest>;

class TestServiceOverCpp final : public TestService::Service {
  Status EmptyCall(ServerContext* context, const Empty*, Empty*) override {
    EchoMetadata(context);
    return Status::OK;
  }

  Status UnaryCall(ServerContext* context, const SimpleRequest* request, SimpleResponse* response) override {
    Status expected = CheckCompression(context, *request);
    if (!expected.ok()) return expected;
    EchoMetadata(context);
    if (request->has_response_compressed())
      context->set_compression_algorithm(request->response_compressed().value() ? GRPC_COMPRESS_GZIP : GRPC_COMPRESS_NONE);
    if (request->has_response_status() && request->response_status().code() != 0) return Asked(request->response_status());
    response->mutable_payload()->set_body(std::string(request->response_size(), '\0'));
    return Status::OK;
  }

  Status CacheableUnaryCall(ServerContext* context, const SimpleRequest*, SimpleResponse* response) override {
    context->AddInitialMetadata("cache-control", "max-age=60, public");
    response->mutable_payload()->set_body(std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
    return Status::OK;
  }

  Status StreamingOutputCall(ServerContext* context, const StreamingOutputCallRequest* request,
                             grpc::ServerWriter<StreamingOutputCallResponse>* writer) override {
    EchoMetadata(context);
    for (const auto& wanted : request->response_parameters())
      if (wanted.compressed().value()) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    return Answer(context, *request, writer);
  }

  Status StreamingInputCall(ServerContext* context, grpc::ServerReader<StreamingInputCallRequest>* reader,
                            StreamingInputCallResponse* response) override {
    EchoMetadata(context);
    StreamingInputCallRequest request;
    int sum = 0;
    while (reader->Read(&request)) {
      Status expected = CheckCompression(context, request);
      if (!expected.ok()) return expected;
      sum += static_cast<int>(request.payload().body().size());
    }
    response->set_aggregated_payload_size(sum);
    return Status::OK;
  }

  Status FullDuplexCall(ServerContext* context, Duplex* stream) override {
    EchoMetadata(context);
    StreamingOutputCallRequest request;
    while (stream->Read(&request)) {
      Status status = Answer(context, request, stream);
      if (!status.ok()) return status;
    }
    return Status::OK;
  }

  Status HalfDuplexCall(ServerContext* context, Duplex* stream) override {
    EchoMetadata(context);
    std::vector<StreamingOutputCallRequest> requests;
    StreamingOutputCallRequest request;
    while (stream->Read(&request)) requests.push_back(request);
    for (const auto& each : requests) {
      Status status = Answer(context, each, stream);
      if (!status.ok()) return status;
    }
    return Status::OK;
  }

  template <typename Writer>
  Status Answer(ServerContext* context, const StreamingOutputCallRequest& request, Writer* writer) {
    if (request.has_response_status() && request.response_status().code() != 0) return Asked(request.response_status());
    for (const auto& wanted : request.response_parameters()) {
      if (wanted.interval_us() > 0) std::this_thread::sleep_for(std::chrono::microseconds(wanted.interval_us()));
      StreamingOutputCallResponse response;
      response.mutable_payload()->set_body(std::string(wanted.size(), '\0'));
      if (wanted.fill_peer_socket_address().value()) response.set_peer_socket_address(context->peer());
      grpc::WriteOptions options;
      if (wanted.has_compressed() && !wanted.compressed().value()) options.set_no_compression();
      if (!writer->Write(response, options)) return Status(StatusCode::CANCELLED, "the client went away");
    }
    return Status::OK;
  }
};

std::shared_ptr<grpc::ServerCredentials> Credentials(const Flags& flags) {
  if (!flags.Is("use_tls")) return grpc::InsecureServerCredentials();
  auto options = grpc::SslServerCredentialsOptions(flags.Is("require_client_cert")
                                                       ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                                       : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  options.pem_root_certs = ReadFile(flags.Text("ca_file", ".peers/certs/ca.pem"));
  options.pem_key_cert_pairs.push_back({ReadFile(flags.Text("key_file", ".peers/certs/server.key")),
                                        ReadFile(flags.Text("cert_file", ".peers/certs/server.pem"))});
  return grpc::SslServerCredentials(options);
}

void Serve(const Flags& flags) {
  TestServiceOverCpp service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:" + flags.Text("port", "0"), Credentials(flags), &port);
  builder.RegisterService(&service);
  auto server = builder.BuildAndStart();
  if (server == nullptr || port == 0) throw std::runtime_error("cannot listen on 127.0.0.1:" + flags.Text("port", "0"));
  std::cout << "listening on " << port << std::endl;
  server->Wait();
}

}  // namespace
}  // namespace interop

int main(int argc, char** argv) {
  try {
    interop::Serve(interop::Flags(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
