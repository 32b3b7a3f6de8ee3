namespace Peregrine.Http2.Tests;

public class StreamIdTests
{
    [Fact]
    public void Odd_ids_belong_to_the_client() => Assert.True(new StreamId(7).IsClientInitiated);
}
