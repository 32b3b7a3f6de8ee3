namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>The names taken in one C# type. What comes second gets underscores behind it until it is free, so equal files give equal names.</summary>
internal sealed class NameScope(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Takes <paramref name="name"/> if free, else the first free variant of it.</summary>
    public string Claim(string name) => Claim(name, static candidate => [candidate]);

    /// <summary>Takes a name together with all names that are derived from it; they stay or move as one, because reflection derives them too.</summary>
    public string Claim(string name, Func<string, string[]> derive)
    {
        while (true)
        {
            var all = derive(name);
            if (!all.Any(_taken.Contains))
            {
                _taken.UnionWith(all);
                return name;
            }
            name += "_";
        }
    }
}
