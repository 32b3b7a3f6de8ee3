namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>What the C# says about null. All of it is meant for the types of members; that the bodies keep to them is checked by our tests, not in each build of each user.</summary>
internal static class NullableContext
{
    /// <summary>Types say whether they may be null.</summary>
    public const string Annotated = "#nullable enable annotations";

    /// <summary>Types say nothing about null.</summary>
    public const string Oblivious = "#nullable disable annotations";
}
