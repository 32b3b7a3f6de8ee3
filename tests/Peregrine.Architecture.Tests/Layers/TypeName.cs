namespace Peregrine.Architecture.Tests.Layers;

/// <summary>A type as metadata names it; a nested type counts as the type around it.</summary>
/// <param name="Assembly">Simple name of the assembly that declares it.</param>
internal readonly record struct TypeName(string Assembly, string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
