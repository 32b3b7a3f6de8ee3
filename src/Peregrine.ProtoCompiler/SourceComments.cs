namespace Peregrine.ProtoCompiler;

/// <summary>Comments of a declaration, without comment marks, each line ending in LF as in <c>SourceCodeInfo.Location</c>.</summary>
/// <param name="Leading">The comment right before it, or null.</param>
/// <param name="Trailing">The comment right behind its first line or opening brace, or null.</param>
/// <param name="LeadingDetached">Comments before it that a blank line keeps apart from it.</param>
public sealed record SourceComments(string? Leading, string? Trailing, IReadOnlyList<string> LeadingDetached)
{
    /// <summary>No comment at all.</summary>
    public static SourceComments None { get; } = new(null, null, []);
}
