namespace Peregrine.Core.Tests;

public class CallOptionsTests
{
    private static readonly DateTime Now = new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeProvider Clock = new FixedClock(Now);

    [Fact]
    public void Each_With_method_changes_one_option_and_keeps_the_others()
    {
        var headers = new Metadata();
        var options = new CallOptions(headers, Now, TestContext.Current.CancellationToken)
            .WithWaitForReady().WithCompression("gzip").WithMaxReceiveMessageSize(5).WithMaxSendMessageSize(6).WithTimeout(TimeSpan.FromSeconds(1)).WithWriteOptions(WriteOptions.Default);
        Assert.Same(headers, options.Headers);
        Assert.Equal(Now, options.Deadline);
        Assert.Equal(TestContext.Current.CancellationToken, options.CancellationToken);
        Assert.True(options.IsWaitForReady);
        Assert.Equal("gzip", options.Compression);
        Assert.Equal(5, options.MaxReceiveMessageSize);
        Assert.Equal(6, options.MaxSendMessageSize);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Timeout);
        Assert.Same(WriteOptions.Default, options.WriteOptions);
    }

    [Fact]
    public void Without_any_limit_there_is_no_timeout() => Assert.Null(default(CallOptions).EffectiveTimeout(Clock));

    [Fact]
    public void A_deadline_of_MaxValue_is_no_limit() => Assert.Null(new CallOptions(deadline: DateTime.MaxValue).EffectiveTimeout(Clock));

    [Fact]
    public void The_earlier_of_deadline_and_timeout_counts()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), new CallOptions(deadline: Now.AddSeconds(3)).WithTimeout(TimeSpan.FromSeconds(5)).EffectiveTimeout(Clock));
        Assert.Equal(TimeSpan.FromSeconds(2), new CallOptions(deadline: Now.AddSeconds(3)).WithTimeout(TimeSpan.FromSeconds(2)).EffectiveTimeout(Clock));
    }

    [Fact]
    public void A_deadline_that_has_passed_leaves_a_negative_time() => Assert.Equal(TimeSpan.FromSeconds(-1), new CallOptions(deadline: Now.AddSeconds(-1)).EffectiveTimeout(Clock));

    [Fact]
    public void A_deadline_of_unspecified_kind_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CallOptions(deadline: new DateTime(2030, 1, 1)).EffectiveTimeout(Clock));

    [Fact]
    public void A_child_call_takes_the_parents_deadline_when_it_is_earlier()
    {
        var parent = new ContextPropagationToken(Now.AddSeconds(4), null, CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(4), new CallOptions(propagationToken: parent).EffectiveTimeout(Clock));
        Assert.Equal(TimeSpan.FromSeconds(4), new CallOptions(deadline: Now.AddSeconds(9), propagationToken: parent).EffectiveTimeout(Clock));
        Assert.Equal(TimeSpan.FromSeconds(1), new CallOptions(deadline: Now.AddSeconds(1), propagationToken: parent).EffectiveTimeout(Clock));
    }

    [Fact]
    public void A_child_call_is_cancelled_with_its_parent()
    {
        using var parent = new CancellationTokenSource();
        var options = new CallOptions(propagationToken: new ContextPropagationToken(DateTime.MaxValue, null, parent.Token));
        Assert.Equal(parent.Token, options.PropagatedCancellationToken);
        Assert.Null(options.EffectiveTimeout(Clock));
    }

    [Fact]
    public void What_the_propagation_options_leave_out_is_not_taken_over()
    {
        using var parent = new CancellationTokenSource();
        var token = new ContextPropagationToken(Now, new ContextPropagationOptions(propagateDeadline: false, propagateCancellation: false), parent.Token);
        var options = new CallOptions(propagationToken: token);
        Assert.Equal(CancellationToken.None, options.PropagatedCancellationToken);
        Assert.Null(options.EffectiveTimeout(Clock));
    }

    [Fact]
    public void The_request_encoding_may_also_come_as_the_header_that_older_callers_set()
    {
        var options = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        Assert.Equal("gzip", options.EffectiveCompression);
        Assert.Equal("deflate", options.WithCompression("deflate").EffectiveCompression);
    }

    private sealed class FixedClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(now);
    }
}
