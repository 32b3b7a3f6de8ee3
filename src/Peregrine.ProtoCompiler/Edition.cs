namespace Peregrine.ProtoCompiler;

/// <summary>The edition of the language; the values are those of <c>google.protobuf.Edition</c>.</summary>
public enum Edition
{
    /// <summary>Not known (the file has an error).</summary>
    Unknown = 0,

    /// <summary><c>syntax = "proto2"</c>, or no syntax statement.</summary>
    Proto2 = 998,

    /// <summary><c>syntax = "proto3"</c>.</summary>
    Proto3 = 999,

    /// <summary><c>edition = "2023"</c>.</summary>
    Edition2023 = 1000,

    /// <summary><c>edition = "2024"</c>.</summary>
    Edition2024 = 1001,
}
