namespace Peregrine;

/// <summary>The version of the library.</summary>
public static class VersionInfo
{
    /// <summary>The version, as in the package and in the <c>user-agent</c> header.</summary>
    public const string CurrentVersion = "0.1.0";
}
