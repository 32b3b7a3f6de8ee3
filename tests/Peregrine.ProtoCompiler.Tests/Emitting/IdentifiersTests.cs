using Peregrine.ProtoCompiler.Emitting;

namespace Peregrine.ProtoCompiler.Tests.Emitting;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("name", "Name")]
    [InlineData("foo_bar", "FooBar")]
    [InlineData("fooBar", "FooBar")]
    [InlineData("foo__bar_", "FooBar")]
    [InlineData("a1b_c2d", "A1BC2D")]
    [InlineData("_leading", "Leading")]
    [InlineData("_2digits", "_2Digits")]
    [InlineData("HTTP_status", "HTTPStatus")]
    [InlineData("_", "_")]
    public void A_field_name_goes_to_Pascal_case(string name, string expected) => Assert.Equal(expected, Identifiers.Pascal(name));

    [Theory]
    [InlineData("foo.bar_baz.v1beta1", "Foo.BarBaz.V1Beta1")]
    [InlineData("", "")]
    public void A_package_becomes_a_namespace(string package, string expected) => Assert.Equal(expected, Identifiers.Namespace(package));

    [Theory]
    [InlineData("Color", "COLOR_DARK_RED", "DarkRed")]
    [InlineData("Color", "DARK_RED", "DarkRed")]
    [InlineData("Color", "COLOR", "Color")]
    [InlineData("Color", "COLOR_", "Color")]
    [InlineData("Color", "COLOR_2D", "_2D")]
    [InlineData("FooBar", "FOO_BAR_BAZ", "Baz")]
    [InlineData("FooBar", "FOOBAR_BAZ", "Baz")]
    [InlineData("FooBar", "FOO_BAZ", "FooBaz")]
    [InlineData("Color", "lowerCase", "LowerCase")]
    [InlineData("Foo_Bar", "FOO_BAR_x1y", "X1Y")]
    public void An_enum_value_loses_the_name_of_its_enum(string type, string value, string expected) =>
        Assert.Equal(expected, Identifiers.EnumValue(type, value));

    [Theory]
    [InlineData("goto", "@goto")]
    [InlineData("record", "@record")]
    [InlineData("Goto", "Goto")]
    public void A_keyword_is_escaped(string name, string expected) => Assert.Equal(expected, Identifiers.Escape(name));

    [Fact]
    public void Each_part_of_a_namespace_is_escaped() => Assert.Equal("My.@event.@namespace", Identifiers.EscapeDotted("My.event.namespace"));
}
