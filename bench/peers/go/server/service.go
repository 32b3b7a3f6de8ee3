package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"bench"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// service is bench.Bench, see bench.proto.
type service struct{}

func (service) Unary(_ context.Context, request *bench.Payload) (*bench.Payload, error) {
	return request, nil
}

func (service) ServerStream(request *bench.Payload, stream bench.Bench_ServerStreamServer) error {
	for i := int32(0); i < request.Id; i++ {
		if err := stream.Send(request); err != nil {
			return err
		}
	}
	return nil
}

func (service) ClientStream(stream bench.Bench_ClientStreamServer) error {
	last := &bench.Payload{}
	for count := int32(0); ; count++ {
		request, err := stream.Recv()
		if err == io.EOF {
			last.Id = count
			return stream.SendAndClose(last)
		}
		if err != nil {
			return err
		}
		last = request
	}
}

func (service) Bidi(stream bench.Bench_BidiServer) error {
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.Send(request); err != nil {
			return err
		}
	}
}

func (service) Get(ctx context.Context, wish *bench.Wish) (*bench.Payload, error) {
	if wish.MetadataEntries > 0 {
		head := metadata.MD{}
		for i := int32(0); i < wish.MetadataEntries; i++ {
			head.Set(fmt.Sprintf("entry-%d", i), "value of 20 letters.")
		}
		if err := grpc.SetHeader(ctx, head); err != nil {
			return nil, err
		}
	}
	return &bench.Payload{Body: make([]byte, wish.BodyBytes)}, nil
}

func (service) Burn(_ context.Context, request *bench.Payload) (*bench.Payload, error) {
	burn(time.Duration(request.Id) * time.Microsecond)
	return request, nil
}

func (service) Block(_ context.Context, request *bench.Payload) (*bench.Payload, error) {
	time.Sleep(time.Duration(request.Id) * time.Millisecond)
	return request, nil
}
