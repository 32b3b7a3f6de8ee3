namespace Peregrine;

/// <summary>What is known about the peer of a connection. Immutable.</summary>
public class AuthContext
{
    /// <summary>Nothing is known: the peer did not authenticate itself.</summary>
    internal static readonly AuthContext Anonymous = new(null, []);

    private readonly Dictionary<string, List<AuthProperty>> _properties;

    /// <summary>Makes a context.</summary>
    /// <param name="peerIdentityPropertyName">The property that names the peer; null when the peer is not authenticated.</param>
    /// <param name="properties">The properties by name.</param>
    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        PeerIdentityPropertyName = peerIdentityPropertyName;
        _properties = properties;
    }

    /// <summary>Whether the peer proved who it is.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The property that names the peer, or null.</summary>
    public string? PeerIdentityPropertyName { get; }

    /// <summary>The properties that name the peer; empty when it is not authenticated.</summary>
    public IEnumerable<AuthProperty> PeerIdentity => PeerIdentityPropertyName is { } name ? FindPropertiesByName(name) : [];

    /// <summary>All properties.</summary>
    public IEnumerable<AuthProperty> Properties
    {
        get
        {
            foreach (var list in _properties.Values)
            {
                foreach (var property in list) yield return property;
            }
        }
    }

    /// <summary>The properties with this name.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        _properties.TryGetValue(propertyName, out var found) ? found : [];
}
