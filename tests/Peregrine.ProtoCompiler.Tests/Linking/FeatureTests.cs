using Peregrine.ProtoCompiler.Descriptors;
using static Peregrine.ProtoCompiler.Tests.Compiling;

namespace Peregrine.ProtoCompiler.Tests.Linking;

public class FeatureTests
{
    private static FieldDescriptor Field(string head, string field) =>
        CompileFile($"{head} enum E {{ E0 = 0; }} message M {{ {field} }}").Messages[0].Fields[0];

    [Theory]
    [InlineData("syntax = \"proto3\";", "int32 a = 1;", false)]
    [InlineData("syntax = \"proto3\";", "optional int32 a = 1;", true)]
    [InlineData("syntax = \"proto3\";", "M a = 1;", true)]
    [InlineData("syntax = \"proto3\";", "oneof o { int32 a = 1; }", true)]
    [InlineData("syntax = \"proto3\";", "repeated int32 a = 1;", false)]
    [InlineData("syntax = \"proto2\";", "optional int32 a = 1;", true)]
    [InlineData("edition = \"2023\";", "int32 a = 1;", true)]
    [InlineData("edition = \"2023\"; option features.field_presence = IMPLICIT;", "int32 a = 1;", false)]
    [InlineData("edition = \"2023\"; option features.field_presence = IMPLICIT;", "int32 a = 1 [features.field_presence = EXPLICIT];", true)]
    public void Presence_follows_from_edition_label_and_features(string head, string field, bool expected) =>
        Assert.Equal(expected, Field(head, field).HasPresence);

    [Theory]
    [InlineData("syntax = \"proto3\";", "repeated int32 a = 1;", true)]
    [InlineData("syntax = \"proto3\";", "repeated int32 a = 1 [packed = false];", false)]
    [InlineData("syntax = \"proto3\";", "repeated string a = 1;", false)]
    [InlineData("syntax = \"proto3\";", "repeated E a = 1;", true)]
    [InlineData("syntax = \"proto2\";", "repeated int32 a = 1;", false)]
    [InlineData("syntax = \"proto2\";", "repeated int32 a = 1 [packed = true];", true)]
    [InlineData("edition = \"2023\";", "repeated int32 a = 1;", true)]
    [InlineData("edition = \"2023\";", "repeated int32 a = 1 [features.repeated_field_encoding = EXPANDED];", false)]
    public void Packing_follows_from_edition_option_and_features(string head, string field, bool expected) =>
        Assert.Equal(expected, Field(head, field).IsPacked);

    [Theory]
    [InlineData("edition = \"2023\";", "M a = 1 [features.message_encoding = DELIMITED];", FieldType.Group)]
    [InlineData("edition = \"2023\"; option features.message_encoding = DELIMITED;", "M a = 1;", FieldType.Group)]
    [InlineData("edition = \"2023\"; option features.message_encoding = DELIMITED;", "map<int32, M> a = 1;", FieldType.Message)]
    [InlineData("syntax = \"proto2\";", "optional group A = 1 {}", FieldType.Group)]
    public void Delimited_messages_are_groups_and_maps_never_are(string head, string field, FieldType expected) =>
        Assert.Equal(expected, Field(head, field).Type);

    [Fact]
    public void Legacy_required_is_required() =>
        Assert.True(Field("edition = \"2023\";", "int32 a = 1 [features.field_presence = LEGACY_REQUIRED];").IsRequired);

    [Theory]
    [InlineData("syntax = \"proto2\";", true)]
    [InlineData("syntax = \"proto3\";", false)]
    [InlineData("edition = \"2023\";", false)]
    [InlineData("edition = \"2023\"; option features.enum_type = CLOSED;", true)]
    public void Enums_are_closed_where_the_edition_or_a_feature_says_so(string head, bool expected) =>
        Assert.Equal(expected, CompileFile(head + " enum E { E0 = 0; }").Enums[0].IsClosed);

    [Fact]
    public void Proto3_optional_makes_a_synthetic_oneof_behind_the_others()
    {
        var message = CompileFile("syntax = \"proto3\"; message M { optional int32 a = 1; oneof o { int32 b = 2; } optional int32 _c = 3; string X_c = 4; }").Messages[0];
        Assert.Equal([("o", false), ("_a", true), ("XX_c", true)], message.Oneofs.Select(o => (o.Name, o.IsSynthetic)));
        Assert.Null(message.Fields[0].RealOneof);
        Assert.NotNull(message.Fields[1].RealOneof);
    }

    [Theory]
    [InlineData("foo_bar", "fooBar")]
    [InlineData("_foo", "Foo")]
    [InlineData("foo__bar_", "fooBar")]
    [InlineData("FooBar", "FooBar")]
    [InlineData("a1_b2", "a1B2")]
    [InlineData("a_1", "a1")]
    public void The_JSON_name_drops_underscores(string name, string expected) =>
        Assert.Equal(expected, Field("syntax = \"proto3\";", $"int32 {name} = 1;").JsonName);

    [Theory]
    [InlineData("int32", "-5", -5)]
    [InlineData("uint64", "5", 5UL)]
    [InlineData("float", "1.5", 1.5f)]
    [InlineData("double", "-inf", double.NegativeInfinity)]
    [InlineData("bool", "true", true)]
    [InlineData("string", "\"a\\x41\"", "aA")]
    public void Defaults_have_the_type_of_their_field(string type, string text, object expected) =>
        Assert.Equal(expected, Field("syntax = \"proto2\";", $"optional {type} a = 1 [default = {text}];").DefaultValue);
}
