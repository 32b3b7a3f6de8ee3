namespace Peregrine.Architecture.Tests.Layers;

/// <summary>A type names another one, in the given member or, without one, in its own declaration.</summary>
internal readonly record struct TypeUse(TypeName User, string Member, TypeName Used)
{
    public override string ToString() => Member.Length == 0 ? $"{User} uses {Used}" : $"{User}.{Member} uses {Used}";
}
