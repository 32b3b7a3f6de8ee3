// The interop server: gRPC's test service on grpc-go.
package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	_ "google.golang.org/grpc/encoding/gzip" // so that it reads compressed requests
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"

	pb "grpc_testing"
	"interop"
)

type server struct {
	pb.UnimplementedTestServiceServer
}

func picked(ctx context.Context, key string) metadata.MD {
	received, _ := metadata.FromIncomingContext(ctx)
	if values := received.Get(key); len(values) > 0 {
		return metadata.MD{key: values}
	}
	return nil
}

func asked(s *pb.EchoStatus) error {
	if s.GetCode() == 0 {
		return nil
	}
	return status.Error(codes.Code(s.Code), s.Message)
}

func echoUnary(ctx context.Context) {
	if initial := picked(ctx, interop.InitialKey); initial != nil {
		grpc.SetHeader(ctx, initial)
	}
	if trailing := picked(ctx, interop.TrailingKey); trailing != nil {
		grpc.SetTrailer(ctx, trailing)
	}
}

func echoStream(stream grpc.ServerStream) {
	if initial := picked(stream.Context(), interop.InitialKey); initial != nil {
		stream.SetHeader(initial)
	}
	stream.SetTrailer(picked(stream.Context(), interop.TrailingKey))
}

func (*server) EmptyCall(ctx context.Context, _ *pb.Empty) (*pb.Empty, error) {
	echoUnary(ctx)
	return &pb.Empty{}, nil
}

func (*server) UnaryCall(ctx context.Context, request *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	echoUnary(ctx)
	if err := asked(request.ResponseStatus); err != nil {
		return nil, err
	}
	return &pb.SimpleResponse{Payload: &pb.Payload{Body: make([]byte, request.ResponseSize)}}, nil
}

func (*server) CacheableUnaryCall(ctx context.Context, request *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	grpc.SetHeader(ctx, metadata.Pairs("cache-control", "max-age=60, public"))
	return &pb.SimpleResponse{Payload: &pb.Payload{Body: []byte(fmt.Sprint(time.Now().UnixNano()))}}, nil
}

// answer writes what one request asks for.
func answer(stream grpc.ServerStream, request *pb.StreamingOutputCallRequest) error {
	if err := asked(request.ResponseStatus); err != nil {
		return err
	}
	for _, wanted := range request.ResponseParameters {
		time.Sleep(time.Duration(wanted.IntervalUs) * time.Microsecond)
		response := &pb.StreamingOutputCallResponse{Payload: &pb.Payload{Body: make([]byte, wanted.Size)}}
		if wanted.FillPeerSocketAddress.GetValue() {
			from, _ := peer.FromContext(stream.Context())
			response.PeerSocketAddress = from.Addr.String()
		}
		if err := stream.SendMsg(response); err != nil {
			return err
		}
	}
	return nil
}

func (*server) StreamingOutputCall(request *pb.StreamingOutputCallRequest, stream pb.TestService_StreamingOutputCallServer) error {
	echoStream(stream)
	return answer(stream, request)
}

func (*server) StreamingInputCall(stream pb.TestService_StreamingInputCallServer) error {
	echoStream(stream)
	size := 0
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return stream.SendAndClose(&pb.StreamingInputCallResponse{AggregatedPayloadSize: int32(size)})
		}
		if err != nil {
			return err
		}
		size += len(request.GetPayload().GetBody())
	}
}

func (*server) FullDuplexCall(stream pb.TestService_FullDuplexCallServer) error {
	echoStream(stream)
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := answer(stream, request); err != nil {
			return err
		}
	}
}

func (*server) HalfDuplexCall(stream pb.TestService_HalfDuplexCallServer) error {
	echoStream(stream)
	var requests []*pb.StreamingOutputCallRequest
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		requests = append(requests, request)
	}
	for _, request := range requests {
		if err := answer(stream, request); err != nil {
			return err
		}
	}
	return nil
}

func serverCredentials(flags interop.TLSFlags, needClient bool) credentials.TransportCredentials {
	own, err := flags.OwnCertificates()
	if err != nil {
		log.Fatal(err)
	}
	config := &tls.Config{Certificates: own}
	if needClient {
		if config.ClientCAs, err = flags.Authorities(); err != nil {
			log.Fatal(err)
		}
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return credentials.NewTLS(config)
}

func main() {
	port := flag.Int("port", 0, "port on loopback; 0 takes a free one")
	needClient := flag.Bool("require_client_cert", false, "refuse clients without a certificate")
	flags := interop.AddTLSFlags(".peers/certs/server.pem", ".peers/certs/server.key")
	flag.Parse()

	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	var options []grpc.ServerOption
	if *flags.Use {
		options = append(options, grpc.Creds(serverCredentials(flags, *needClient)))
	}
	s := grpc.NewServer(options...)
	pb.RegisterTestServiceServer(s, &server{})
	fmt.Printf("listening on %d\n", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(s.Serve(listener))
}
