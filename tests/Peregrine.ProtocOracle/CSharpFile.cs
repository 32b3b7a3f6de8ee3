namespace Peregrine.ProtocOracle;

/// <summary>C# made from one <c>.proto</c> file.</summary>
/// <param name="Proto">The import name of the file it was made from.</param>
/// <param name="Text">The C#.</param>
/// <param name="Name">The path that protoc gives it below the output folder; null for ours.</param>
public sealed record CSharpFile(string Proto, string Text, string? Name = null);
