namespace Peregrine.Architecture.Tests.Layers;

/// <summary>A use that breaks the order and is accepted for the given reason.</summary>
/// <param name="User">Full name of the type that uses.</param>
/// <param name="Used">Full name of the type that is used.</param>
internal sealed record KnownException(string User, string Used, string Reason);
