namespace Peregrine.Protoc.Tests.Oracle;

/// <summary>How a command ended.</summary>
internal sealed record Outcome(int Code, string Output, string Messages)
{
    /// <summary>The lines on standard error.</summary>
    public string[] Lines => Messages.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
