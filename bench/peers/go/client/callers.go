package main

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"bench"
)

var (
	latency histogram
	errors  uint64
)

// record counts what began at start and returns the present time.
func record(start time.Time) time.Time {
	now := time.Now()
	latency.record(uint64(now.Sub(start)))
	return now
}

func check(ok bool) {
	if !ok {
		atomic.AddUint64(&errors, 1)
	}
}

// caller makes one call after the other, without end.
type caller struct {
	client   bench.BenchClient
	body     []byte
	messages int
}

func (c *caller) isEcho(answer *bench.Payload, id int) bool {
	return int(answer.Id) == id && len(answer.Body) == len(c.body)
}

func (c *caller) unary() {
	request := &bench.Payload{Id: 7, Name: "bench", Body: c.body}
	for start := time.Now(); ; start = record(start) {
		answer, err := c.client.Unary(context.Background(), request)
		check(err == nil && c.isEcho(answer, 7))
	}
}

// serverStream times the gap between two messages.
func (c *caller) serverStream() {
	request := &bench.Payload{Id: int32(c.messages), Name: "bench", Body: c.body}
	for {
		stream, err := c.client.ServerStream(context.Background(), request)
		if err != nil {
			check(false)
			continue
		}
		received := 0
		for start := time.Now(); ; start = record(start) {
			var answer *bench.Payload
			if answer, err = stream.Recv(); err != nil {
				break
			}
			received++
			check(c.isEcho(answer, c.messages))
		}
		check(err == io.EOF && received == c.messages)
	}
}

// bidi times each message's way there and back; writing runs ahead of reading.
func (c *caller) bidi() {
	starts := make([]time.Time, c.messages)
	for {
		stream, err := c.client.Bidi(context.Background())
		if err != nil {
			check(false)
			continue
		}
		written := make(chan struct{})
		go c.write(stream, starts, written)
		received := 0
		for {
			var answer *bench.Payload
			if answer, err = stream.Recv(); err != nil {
				break
			}
			check(c.isEcho(answer, received))
			record(starts[received])
			received++
		}
		check(err == io.EOF && received == c.messages)
		<-written
	}
}

func (c *caller) write(stream bench.Bench_BidiClient, starts []time.Time, done chan<- struct{}) {
	defer close(done)
	request := &bench.Payload{Name: "bench", Body: c.body}
	for i := range starts {
		request.Id = int32(i)
		starts[i] = time.Now()
		if stream.Send(request) != nil {
			return // the reader learns why
		}
	}
	check(stream.CloseSend() == nil)
}
