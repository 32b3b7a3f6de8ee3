namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>Which halves of a service are written.</summary>
[Flags]
public enum ServiceParts
{
    /// <summary>Messages only.</summary>
    None = 0,

    /// <summary>The client and its interface.</summary>
    Client = 1,

    /// <summary>The base class for implementations.</summary>
    Server = 2,

    /// <summary>Client and server.</summary>
    Both = Client | Server,
}

/// <summary>What to write for a file.</summary>
/// <param name="Services">Which halves of its services.</param>
/// <param name="IsInternal">Whether the types are <c>internal</c> instead of <c>public</c>.</param>
/// <param name="MessagesElsewhere">Whether the messages come from another assembly or compiler, so that services know their public members only.</param>
public sealed record EmitOptions(ServiceParts Services = ServiceParts.Both, bool IsInternal = false, bool MessagesElsewhere = false)
{
    /// <summary>Whether the code may rank overloads by an attribute, which C# has since version 13.</summary>
    public bool RanksOverloads { get; init; } = true;

    internal string Access => IsInternal ? "internal" : "public";
}
