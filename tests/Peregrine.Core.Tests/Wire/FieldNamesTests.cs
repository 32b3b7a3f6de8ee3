using System.Text;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class FieldNamesTests
{
    [Theory]
    [InlineData("te", nameof(WellKnownField.Ignored))]
    [InlineData("host", nameof(WellKnownField.Ignored))]
    [InlineData(":path", nameof(WellKnownField.Path))]
    [InlineData(":method", nameof(WellKnownField.Method))]
    [InlineData(":status", nameof(WellKnownField.HttpStatus))]
    [InlineData(":scheme", nameof(WellKnownField.Ignored))]
    [InlineData(":authority", nameof(WellKnownField.Authority))]
    [InlineData("user-agent", nameof(WellKnownField.UserAgent))]
    [InlineData("content-type", nameof(WellKnownField.ContentType))]
    [InlineData("content-length", nameof(WellKnownField.Ignored))]
    [InlineData("grpc-timeout", nameof(WellKnownField.Timeout))]
    [InlineData("grpc-encoding", nameof(WellKnownField.Encoding))]
    [InlineData("grpc-accept-encoding", nameof(WellKnownField.AcceptEncoding))]
    [InlineData("grpc-status", nameof(WellKnownField.GrpcStatus))]
    [InlineData("grpc-message", nameof(WellKnownField.GrpcMessage))]
    [InlineData("grpc-status-details-bin", nameof(WellKnownField.Custom))]
    [InlineData("grpc-trace-bin", nameof(WellKnownField.Custom))]
    [InlineData("x", nameof(WellKnownField.Custom))]
    [InlineData("", nameof(WellKnownField.Custom))]
    public void A_field_is_recognised_by_its_name(string name, string expected) => Assert.Equal(expected, FieldNames.Find(Encoding.ASCII.GetBytes(name)).ToString());

    [Theory]
    [InlineData("te")]
    [InlineData("host")]
    [InlineData("user-agent")]
    [InlineData("content-type")]
    [InlineData("content-length")]
    [InlineData("connection")]
    [InlineData("keep-alive")]
    [InlineData("proxy-connection")]
    [InlineData("transfer-encoding")]
    [InlineData("upgrade")]
    [InlineData("grpc-timeout")]
    [InlineData("grpc-encoding")]
    [InlineData("grpc-accept-encoding")]
    [InlineData("grpc-status")]
    [InlineData("grpc-message")]
    [InlineData("grpc-internal-encoding-request")]
    public void Names_that_the_protocol_writes_are_reserved(string name) => Assert.True(FieldNames.IsReserved(name));

    [Theory]
    [InlineData("grpc-status-details-bin")]
    [InlineData("grpc-retry-pushback-ms")]
    [InlineData("grpc-trace-bin")]
    [InlineData("authorization")]
    [InlineData("date")]
    public void Names_that_users_need_are_not_reserved(string name) => Assert.False(FieldNames.IsReserved(name));
}
