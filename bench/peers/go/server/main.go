// grpc-go as a contestant. Usage: server --port PORT
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"

	"bench"

	"google.golang.org/grpc"
)

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

func main() {
	port := flag.Int("port", 5000, "TCP port of loopback")
	flag.Parse()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	bench.RegisterBenchServer(server, service{})
	fmt.Printf("listening on http://127.0.0.1:%d\n", *port)
	log.Fatal(server.Serve(listener))
}
