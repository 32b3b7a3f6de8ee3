namespace Interop.Client;

/// <summary>The server, or this library, did not do what the case demands.</summary>
internal sealed class CaseFailedException(string message) : Exception(message);
