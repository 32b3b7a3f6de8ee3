namespace Peregrine.Http2;

/// <summary>Which end of the connection this is.</summary>
public enum Http2Role
{
    /// <summary>Sends the preface and opens odd streams.</summary>
    Client,

    /// <summary>Expects the preface and answers.</summary>
    Server,
}
