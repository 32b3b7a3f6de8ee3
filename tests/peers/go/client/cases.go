package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	pb "grpc_testing"
	"interop"
)

type stubs struct {
	test          pb.TestServiceClient
	unimplemented pb.UnimplementedServiceClient
}

var cases = map[string]func(stubs) error{
	"empty_unary":                 emptyUnary,
	"large_unary":                 largeUnary,
	"client_streaming":            clientStreaming,
	"server_streaming":            serverStreaming,
	"ping_pong":                   pingPong,
	"empty_stream":                emptyStream,
	"timeout_on_sleeping_server":  timeoutOnSleepingServer,
	"cancel_after_begin":          cancelAfterBegin,
	"cancel_after_first_response": cancelAfterFirstResponse,
	"custom_metadata":             customMetadata,
	"status_code_and_message":     statusCodeAndMessage,
	"special_status_message":      specialStatusMessage,
	"unimplemented_method":        unimplementedMethod,
	"unimplemented_service":       unimplementedService,
	"half_duplex":                 halfDuplex,
	"client_compressed_unary":     clientCompressedUnary,
}

const specialMessage = "\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \U0001F608\t\n"

func body(size int) *pb.Payload {
	return &pb.Payload{Body: make([]byte, size)}
}

func largeRequest() *pb.SimpleRequest {
	return &pb.SimpleRequest{ResponseSize: 314159, Payload: body(271828)}
}

func streamRequest(responseSize int32, requestSize int) *pb.StreamingOutputCallRequest {
	wanted := []*pb.ResponseParameters{{Size: responseSize}}
	return &pb.StreamingOutputCallRequest{ResponseParameters: wanted, Payload: body(requestSize)}
}

func wantSize(size, wanted int) error {
	if size != wanted {
		return fmt.Errorf("expected a body of %d bytes, got %d", wanted, size)
	}
	return nil
}

func wantStatus(err error, code codes.Code) error {
	if status.Code(err) != code {
		return fmt.Errorf("expected status %v, got %v", code, err)
	}
	return nil
}

func wantStatusAndMessage(err error, code codes.Code, message string) error {
	if wrong := wantStatus(err, code); wrong != nil {
		return wrong
	}
	if got := status.Convert(err).Message(); got != message {
		return fmt.Errorf("expected message %q, got %q", message, got)
	}
	return nil
}

type responses interface {
	Recv() (*pb.StreamingOutputCallResponse, error)
}

func wantResponse(stream responses, size int) error {
	response, err := stream.Recv()
	if err != nil {
		return err
	}
	return wantSize(len(response.GetPayload().GetBody()), size)
}

func wantEnd(stream responses) error {
	_, err := stream.Recv()
	if err == io.EOF {
		return nil
	}
	if err == nil {
		return fmt.Errorf("a response that nobody asked for")
	}
	return err
}

func emptyUnary(s stubs) error {
	_, err := s.test.EmptyCall(context.Background(), &pb.Empty{})
	return err
}

func largeUnary(s stubs) error {
	response, err := s.test.UnaryCall(context.Background(), largeRequest())
	if err != nil {
		return err
	}
	return wantSize(len(response.GetPayload().GetBody()), 314159)
}

func clientStreaming(s stubs) error {
	stream, err := s.test.StreamingInputCall(context.Background())
	if err != nil {
		return err
	}
	for _, size := range []int{27182, 8, 1828, 45904} {
		if err := stream.Send(&pb.StreamingInputCallRequest{Payload: body(size)}); err != nil {
			return err
		}
	}
	response, err := stream.CloseAndRecv()
	if err != nil {
		return err
	}
	return wantSize(int(response.AggregatedPayloadSize), 74922)
}

func serverStreaming(s stubs) error {
	sizes := []int{31415, 9, 2653, 58979}
	request := &pb.StreamingOutputCallRequest{}
	for _, size := range sizes {
		request.ResponseParameters = append(request.ResponseParameters, &pb.ResponseParameters{Size: int32(size)})
	}
	stream, err := s.test.StreamingOutputCall(context.Background(), request)
	if err != nil {
		return err
	}
	for _, size := range sizes {
		if err := wantResponse(stream, size); err != nil {
			return err
		}
	}
	return wantEnd(stream)
}

func pingPong(s stubs) error {
	stream, err := s.test.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	for _, sizes := range [][2]int{{31415, 27182}, {9, 8}, {2653, 1828}, {58979, 45904}} {
		if err := stream.Send(streamRequest(int32(sizes[0]), sizes[1])); err != nil {
			return err
		}
		if err := wantResponse(stream, sizes[0]); err != nil {
			return err
		}
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	return wantEnd(stream)
}

func emptyStream(s stubs) error {
	stream, err := s.test.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	return wantEnd(stream)
}

func timeoutOnSleepingServer(s stubs) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	stream, err := s.test.FullDuplexCall(ctx)
	if err != nil {
		return wantStatus(err, codes.DeadlineExceeded)
	}
	stream.Send(&pb.StreamingOutputCallRequest{Payload: body(27182)})
	_, err = stream.Recv()
	return wantStatus(err, codes.DeadlineExceeded)
}

func cancelAfterBegin(s stubs) error {
	ctx, cancel := context.WithCancel(context.Background())
	stream, err := s.test.StreamingInputCall(ctx)
	cancel()
	if err != nil {
		return err
	}
	_, err = stream.CloseAndRecv()
	return wantStatus(err, codes.Canceled)
}

func cancelAfterFirstResponse(s stubs) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stream, err := s.test.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(streamRequest(31415, 27182)); err != nil {
		return err
	}
	if err := wantResponse(stream, 31415); err != nil {
		return err
	}
	cancel()
	_, err = stream.Recv()
	return wantStatus(err, codes.Canceled)
}

func echoing() context.Context {
	return metadata.AppendToOutgoingContext(context.Background(),
		interop.InitialKey, "test_initial_metadata_value", interop.TrailingKey, "\xab\xab\xab")
}

func wantEcho(header, trailer metadata.MD) error {
	if got := header.Get(interop.InitialKey); len(got) != 1 || got[0] != "test_initial_metadata_value" {
		return fmt.Errorf("initial metadata came back as %q", got)
	}
	if got := trailer.Get(interop.TrailingKey); len(got) != 1 || got[0] != "\xab\xab\xab" {
		return fmt.Errorf("trailing metadata came back as %q", got)
	}
	return nil
}

func customMetadata(s stubs) error {
	var header, trailer metadata.MD
	response, err := s.test.UnaryCall(echoing(), largeRequest(), grpc.Header(&header), grpc.Trailer(&trailer))
	if err != nil {
		return err
	}
	if err := wantSize(len(response.GetPayload().GetBody()), 314159); err != nil {
		return err
	}
	if err := wantEcho(header, trailer); err != nil {
		return err
	}
	return customMetadataDuplex(s)
}

func customMetadataDuplex(s stubs) error {
	stream, err := s.test.FullDuplexCall(echoing())
	if err != nil {
		return err
	}
	if err := stream.Send(streamRequest(314159, 271828)); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	header, err := stream.Header()
	if err != nil {
		return err
	}
	if err := wantResponse(stream, 314159); err != nil {
		return err
	}
	if err := wantEnd(stream); err != nil {
		return err
	}
	return wantEcho(header, stream.Trailer())
}

func statusCodeAndMessage(s stubs) error {
	const text = "test status message"
	wanted := &pb.EchoStatus{Code: int32(codes.Unknown), Message: text}
	_, err := s.test.UnaryCall(context.Background(), &pb.SimpleRequest{ResponseStatus: wanted})
	if wrong := wantStatusAndMessage(err, codes.Unknown, text); wrong != nil {
		return wrong
	}
	stream, err := s.test.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	if err := stream.Send(&pb.StreamingOutputCallRequest{ResponseStatus: wanted}); err != nil {
		return err
	}
	stream.CloseSend()
	_, err = stream.Recv()
	return wantStatusAndMessage(err, codes.Unknown, text)
}

func specialStatusMessage(s stubs) error {
	wanted := &pb.EchoStatus{Code: int32(codes.Unknown), Message: specialMessage}
	_, err := s.test.UnaryCall(context.Background(), &pb.SimpleRequest{ResponseStatus: wanted})
	return wantStatusAndMessage(err, codes.Unknown, specialMessage)
}

func unimplementedMethod(s stubs) error {
	_, err := s.test.UnimplementedCall(context.Background(), &pb.Empty{})
	return wantStatus(err, codes.Unimplemented)
}

func unimplementedService(s stubs) error {
	_, err := s.unimplemented.UnimplementedCall(context.Background(), &pb.Empty{})
	return wantStatus(err, codes.Unimplemented)
}

func halfDuplex(s stubs) error {
	stream, err := s.test.HalfDuplexCall(context.Background())
	if err != nil {
		return err
	}
	sizes := []int{31415, 9, 2653, 58979}
	for _, size := range sizes {
		if err := stream.Send(streamRequest(int32(size), 8)); err != nil {
			return err
		}
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	for _, size := range sizes {
		if err := wantResponse(stream, size); err != nil {
			return err
		}
	}
	return wantEnd(stream)
}

// The first call is the probe: a server that lets it pass does not look.
func clientCompressedUnary(s stubs) error {
	calls := []struct {
		expected bool
		options  []grpc.CallOption
		code     codes.Code
	}{
		{true, nil, codes.InvalidArgument},
		{true, []grpc.CallOption{grpc.UseCompressor(gzip.Name)}, codes.OK},
		{false, nil, codes.OK},
	}
	for _, call := range calls {
		request := largeRequest()
		request.ExpectCompressed = &pb.BoolValue{Value: call.expected}
		_, err := s.test.UnaryCall(context.Background(), request, call.options...)
		if wrong := wantStatus(err, call.code); wrong != nil {
			return wrong
		}
	}
	return nil
}
