namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Who must not notice a change. Each level includes those before it.</summary>
public enum ContractLevel
{
    /// <summary>Who exchanges protobuf bytes or calls methods: programs that were built before the change.</summary>
    Wire,

    /// <summary>Who exchanges JSON, too.</summary>
    Json,

    /// <summary>Who compiles against the generated C#, too.</summary>
    Source,
}

/// <summary>How a contract is checked.</summary>
/// <param name="BaselineName">The path of the baseline, for what concerns no file that is still there.</param>
/// <param name="Level">Who must not notice a change.</param>
/// <param name="Accept">A sentence that says how to accept a change that is meant.</param>
public sealed record ContractSettings(string BaselineName, ContractLevel Level, string Accept);
