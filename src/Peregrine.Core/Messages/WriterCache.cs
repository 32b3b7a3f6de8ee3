namespace Peregrine.Messages;

/// <summary>
/// The writers that a thread has for its own. A serializer may itself encode and compressing needs two at once, so a writer is marked while it is used; should two not do, more are made and forgotten.
/// </summary>
internal sealed class WriterCache
{
    [ThreadStatic]
    private static WriterCache? t_current;

    private readonly MessageWriter _first = new();
    private MessageWriter? _second;

    /// <summary>A writer as new, until it is given back on the same thread (<see cref="MessageWriter.Reset"/>).</summary>
    public static MessageWriter Rent() => (t_current ??= new WriterCache()).Take();

    private MessageWriter Take()
    {
        var writer = _first;
        if (writer.IsRented) writer = _second ??= new();
        if (writer.IsRented) writer = new();
        writer.IsRented = true;
        return writer;
    }
}
