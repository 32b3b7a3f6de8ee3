using System.Collections.Frozen;
using System.Text;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Peregrine.Server.Routing;

/// <summary>Finds the method for a <c>:path</c>. One that came coded as expected, or comes back as a table entry of the connection, is found without looking: its field remembers.</summary>
internal sealed class Router
{
    private readonly FrozenDictionary<string, ServerMethod> _methods;
    private readonly FrozenSet<string> _services;

    public Router(IReadOnlyCollection<ServerMethod> methods)
    {
        _methods = methods.ToFrozenDictionary(m => m.Method.FullName, StringComparer.Ordinal);
        _services = methods.Select(m => m.Method.ServiceName).ToFrozenSet(StringComparer.Ordinal);
        Paths = new KnownPaths([.. methods.Select(PathOf)]);
    }

    /// <summary>The paths of all methods, each of which knows its method.</summary>
    public KnownPaths Paths { get; }

    /// <summary>The method, or null with a text that says what is missing.</summary>
    public ServerMethod? Find(HeaderField path, out string problem)
    {
        problem = "";
        if (path.Meaning is RoutedPath known && known.Router == this) return known.Method;

        var name = Encoding.UTF8.GetString(path.Value);
        if (_methods.TryGetValue(name, out var method))
        {
            path.Meaning = new RoutedPath(this, method);
            return method;
        }

        problem = Describe(name);
        return null;
    }

    private HeaderField PathOf(ServerMethod method) =>
        new(":path"u8, Encoding.UTF8.GetBytes(method.Method.FullName)) { Meaning = new RoutedPath(this, method) };

    private string Describe(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash <= 0 || path[0] != '/') return $"The path '{path}' is not of the form /SERVICE/METHOD.";

        var service = path[1..slash];
        return _services.Contains(service)
            ? $"Service '{service}' has no method '{path[(slash + 1)..]}' on this server."
            : $"Service '{service}' is not offered by this server.";
    }

    private sealed class RoutedPath(Router router, ServerMethod method) : FieldMeaning(WellKnownField.Path)
    {
        public Router Router { get; } = router;

        public ServerMethod Method { get; } = method;
    }
}
