#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Counts of durations in logarithmic buckets: 64 per power of two, so a quantile is right to 1.6 %.
class Histogram {
 public:
  void Record(uint64_t nanoseconds) { counts_[Index(nanoseconds)]++; }

  uint64_t Total() const {
    uint64_t total = 0;
    for (auto count : counts_) total += count;
    return total;
  }

  Histogram Since(const Histogram& start) const {
    Histogram difference;
    for (size_t i = 0; i < counts_.size(); i++) difference.counts_[i] = counts_[i] - start.counts_[i];
    return difference;
  }

  double QuantileMicroseconds(double quantile) const {
    const double wanted = quantile * static_cast<double>(Total());
    double seen = 0;
    for (size_t i = 0; i < counts_.size(); i++) {
      seen += static_cast<double>(counts_[i]);
      if (seen >= wanted && seen > 0) return static_cast<double>(LowerBound(i)) / 1000.0;
    }
    return 0;
  }

 private:
  static constexpr int kSubBits = 6;
  static constexpr uint64_t kSub = 1 << kSubBits;

  static size_t Index(uint64_t value) {
    if (value < kSub) return value;
    const int shift = 63 - __builtin_clzll(value) - kSubBits;
    return (static_cast<size_t>(shift) + 1) * kSub + ((value >> shift) - kSub);
  }

  static uint64_t LowerBound(size_t index) {
    if (index < kSub) return index;
    const size_t shift = index / kSub - 1;
    return (kSub + index % kSub) << shift;
  }

  std::array<uint64_t, (64 - kSubBits + 1) * kSub> counts_{};
};
