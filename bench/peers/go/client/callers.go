package main

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"bench"
)

// tally is what a run has counted so far.
type tally struct {
	latency histogram
	errors  uint64
}

// record counts what began at start and returns the present time.
func (t *tally) record(start time.Time) time.Time {
	now := time.Now()
	t.latency.record(uint64(now.Sub(start)))
	return now
}

func (t *tally) check(ok bool) {
	if !ok {
		atomic.AddUint64(&t.errors, 1)
	}
}

// caller makes one call after the other, until its context is cancelled: what fails then does not count any more.
type caller struct {
	*tally
	ctx      context.Context
	client   bench.BenchClient
	body     []byte
	messages int
}

func (c *caller) isEcho(answer *bench.Payload, id int) bool {
	return int(answer.Id) == id && len(answer.Body) == len(c.body)
}

func (c *caller) unary() {
	request := &bench.Payload{Id: 7, Name: "bench", Body: c.body}
	for start := time.Now(); c.ctx.Err() == nil; start = c.record(start) {
		answer, err := c.client.Unary(context.Background(), request)
		c.check(err == nil && c.isEcho(answer, 7))
	}
}

// serverStream times the gap between two messages.
func (c *caller) serverStream() {
	request := &bench.Payload{Id: int32(c.messages), Name: "bench", Body: c.body}
	for c.ctx.Err() == nil {
		stream, err := c.client.ServerStream(c.ctx, request)
		if err != nil {
			c.check(false)
			continue
		}
		received := 0
		for start := time.Now(); ; start = c.record(start) {
			var answer *bench.Payload
			if answer, err = stream.Recv(); err != nil {
				break
			}
			received++
			c.check(c.isEcho(answer, c.messages))
		}
		c.check(err == io.EOF && received == c.messages)
	}
}

// clientStream times each write.
func (c *caller) clientStream() {
	request := &bench.Payload{Name: "bench", Body: c.body}
	for c.ctx.Err() == nil {
		stream, err := c.client.ClientStream(c.ctx)
		if err != nil {
			c.check(false)
			continue
		}
		start := time.Now()
		for i := 0; i < c.messages && stream.Send(request) == nil; i++ {
			start = c.record(start)
		}
		answer, err := stream.CloseAndRecv()
		c.check(err == nil && c.isEcho(answer, c.messages))
	}
}

// bidi times each message's way there and back; writing runs ahead of reading.
func (c *caller) bidi() {
	starts := make([]time.Time, c.messages)
	for c.ctx.Err() == nil {
		stream, err := c.client.Bidi(c.ctx)
		if err != nil {
			c.check(false)
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
			c.check(c.isEcho(answer, received))
			c.record(starts[received])
			received++
		}
		c.check(err == io.EOF && received == c.messages)
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
	c.check(stream.CloseSend() == nil)
}
