package main

import (
	"math/bits"
	"sync/atomic"
)

const (
	subBits = 6
	sub     = 1 << subBits
	buckets = (64 - subBits + 1) * sub
)

// histogram counts durations in logarithmic buckets: 64 per power of two, so a quantile is right to 1.6 %.
// Several goroutines may record at once.
type histogram [buckets]uint64

func (h *histogram) record(nanoseconds uint64) {
	atomic.AddUint64(&h[index(nanoseconds)], 1)
}

func (h *histogram) copyTo(other *histogram) {
	for i := range h {
		other[i] = atomic.LoadUint64(&h[i])
	}
}

func (h *histogram) subtract(start *histogram) {
	for i := range h {
		h[i] -= start[i]
	}
}

func (h *histogram) total() uint64 {
	var total uint64
	for _, count := range h {
		total += count
	}
	return total
}

func (h *histogram) quantileMicroseconds(quantile float64) float64 {
	wanted := quantile * float64(h.total())
	var seen float64
	for i, count := range h {
		seen += float64(count)
		if seen >= wanted && seen > 0 {
			return float64(lowerBound(uint64(i))) / 1000
		}
	}
	return 0
}

func index(value uint64) uint64 {
	if value < sub {
		return value
	}
	shift := uint64(63 - bits.LeadingZeros64(value) - subBits)
	return (shift+1)*sub + (value>>shift - sub)
}

func lowerBound(index uint64) uint64 {
	if index < sub {
		return index
	}
	return (sub + index%sub) << (index/sub - 1)
}
