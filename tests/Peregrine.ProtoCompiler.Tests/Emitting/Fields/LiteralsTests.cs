using Peregrine.ProtoCompiler.Emitting.Fields;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Emitting.Fields;

public sealed class LiteralsTests
{
    [Theory]
    [InlineData("int32", "-2147483648", "-2147483648")]
    [InlineData("int64", "-9223372036854775808", "long.MinValue")]
    [InlineData("uint64", "18446744073709551615", "18446744073709551615UL")]
    [InlineData("float", "inf", "float.PositiveInfinity")]
    [InlineData("float", "0.1", "0.100000001F")]
    [InlineData("double", "nan", "double.NaN")]
    [InlineData("double", "-1e300", "-1.0000000000000001E+300D")]
    [InlineData("bool", "true", "true")]
    [InlineData("string", "\"a\\\"\\\\\\n\"", "\"a\\\"\\\\\\u000a\"")]
    [InlineData("bytes", "\"\\000\\377\"", "global::Google.Protobuf.ByteString.FromBase64(\"AP8=\")")]
    [InlineData("E", "TWO", "global::E.Two")]
    public void A_default_is_written_as_CSharp(string type, string value, string expected)
    {
        var text = $"syntax = \"proto2\"; enum E {{ ONE = 1; TWO = 2; }} message M {{ optional {type} f = 1 [default = {value}]; }}";
        var compilation = ProtoCompilation.Compile([new ProtoSource("a.proto", text)]);

        Assert.Equal(expected, Literals.Default(compilation.Files[0].Messages[0].Fields[0]));
    }
}
