using System.Buffers;

namespace Peregrine.Core.Tests;

public class MarshallerTests
{
    private static readonly Marshaller<byte[]> Contextual = Marshallers.Create<byte[]>(
        (message, context) =>
        {
            context.SetPayloadLength(message.Length);
            context.GetBufferWriter().Write(message);
            context.Complete();
        },
        context => context.PayloadAsReadOnlySequence().ToArray());

    [Fact]
    public void Text_is_UTF_8()
    {
        Assert.Equal("ü"u8.ToArray(), Marshallers.StringMarshaller.Serializer("ü"));
        Assert.Equal("ü", Marshallers.StringMarshaller.Deserializer("ü"u8.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_contextual_marshaller_also_works_on_arrays(int size)
    {
        var payload = new byte[size];
        Assert.Equal(payload, Contextual.Serializer(payload));
        Assert.Equal(payload, Contextual.Deserializer(payload));
    }

    [Fact]
    public void A_serializer_that_does_not_complete_is_told_so()
    {
        var forgetful = Marshallers.Create<byte[]>((_, _) => { }, _ => []);
        Assert.Throws<InvalidOperationException>(() => forgetful.Serializer([]));
    }

    [Fact]
    public void A_method_knows_its_full_name_and_its_path_field()
    {
        var method = new Method<string, string>(MethodType.Unary, "a.B", "C", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        Assert.Equal("/a.B/C", method.FullName);
        Assert.Equal("/a.B/C", method.ToString());
        Assert.True(method.PathField.Value.SequenceEqual("/a.B/C"u8));
        Assert.Same(method.PathField, method.PathField);
    }
}
