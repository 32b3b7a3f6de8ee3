namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The number of the field <c>features</c> in each options message of <c>descriptor.proto</c>.</summary>
internal static class FeatureFields
{
    public const int File = 50;
    public const int Message = 12;
    public const int Field = 21;
    public const int Oneof = 1;
    public const int Enum = 7;
    public const int EnumValue = 2;
    public const int Service = 34;
    public const int Method = 35;
    public const int ExtensionRange = 50;
}
