namespace Peregrine.ProtocOracle;

/// <summary>C# made from one <c>.proto</c> file.</summary>
/// <param name="Proto">The import name of the file it was made from.</param>
/// <param name="Text">The C#.</param>
public sealed record CSharpFile(string Proto, string Text);
