namespace Peregrine.Core.Tests;

public class StatusTests
{
    [Fact]
    public void The_text_is_what_log_searches_know()
    {
        Assert.Equal("Status(StatusCode=\"Unavailable\", Detail=\"down\")", new Status(StatusCode.Unavailable, "down").ToString());
        Assert.Contains("FormatException: bad", new Status(StatusCode.Internal, "x", new FormatException("bad")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_status_is_OK_with_an_empty_detail()
    {
        Assert.Equal(Status.DefaultSuccess, default);
        Assert.Equal("", default(Status).Detail);
    }

    [Fact]
    public void Statuses_with_equal_parts_are_equal()
    {
        var error = new FormatException();
        Assert.True(new Status(StatusCode.Aborted, "a", error) == new Status(StatusCode.Aborted, "a", error));
        Assert.True(new Status(StatusCode.Aborted, "a") != new Status(StatusCode.Aborted, "b"));
        Assert.Equal(new Status(StatusCode.Aborted, "a").GetHashCode(), new Status(StatusCode.Aborted, "a").GetHashCode());
    }

    [Fact]
    public void An_exception_carries_status_trailers_and_the_debug_exception_as_its_cause()
    {
        var cause = new FormatException();
        var trailers = new Metadata { { "a", "1" } };
        var error = new RpcException(new Status(StatusCode.DataLoss, "d", cause), trailers);
        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
        Assert.Same(trailers, error.Trailers);
        Assert.Same(cause, error.InnerException);
        Assert.Equal(error.Status.ToString(), error.Message);
        Assert.Equal("own", new RpcException(Status.DefaultCancelled, "own").Message);
        Assert.Empty(new RpcException(Status.DefaultCancelled).Trailers);
    }
}
