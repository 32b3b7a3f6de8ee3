namespace Peregrine;

/// <summary>The base of generated clients, with the methods that return the same type of client.</summary>
/// <typeparam name="T">The client itself.</typeparam>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For mocks only: such a client cannot make calls.</summary>
    protected ClientBase()
    {
    }

    /// <summary>Makes a client as configured.</summary>
    protected ClientBase(ClientBaseConfiguration configuration) : base(configuration)
    {
    }

    /// <summary>Makes a client of a channel.</summary>
    protected ClientBase(ChannelBase channel) : base(channel)
    {
    }

    /// <summary>Makes a client over an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker) : base(callInvoker)
    {
    }

    /// <summary>A client on the same channel whose calls name another host (<c>:authority</c>).</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>Makes another client of this type.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

/// <summary>The base of generated clients. Safe for any number of threads.</summary>
public abstract class ClientBase
{
    private readonly ClientBaseConfiguration? _configuration;
    private readonly CallInvoker? _callInvoker;

    /// <summary>For mocks only: such a client cannot make calls.</summary>
    protected ClientBase()
    {
    }

    /// <summary>Makes a client as configured.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _callInvoker = configuration.CreateDecoratedCallInvoker();
    }

    /// <summary>Makes a client of a channel.</summary>
    protected ClientBase(ChannelBase channel) : this((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker())
    {
    }

    /// <summary>Makes a client over an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker) : this(new ClientBaseConfiguration(callInvoker, null))
    {
    }

    /// <summary>What starts the calls.</summary>
    protected CallInvoker CallInvoker => _callInvoker ?? throw MadeForMocking();

    internal ClientBaseConfiguration Configuration => _configuration ?? throw MadeForMocking();

    private static InvalidOperationException MadeForMocking() =>
        new("This client was made by its parameterless constructor, which is for mocks only. Pass a channel or a CallInvoker to make calls.");

    /// <summary>What a generated client is made of; opaque to users.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker _undecorated;
        private readonly string? _host;

        internal ClientBaseConfiguration(CallInvoker undecorated, string? host)
        {
            ArgumentNullException.ThrowIfNull(undecorated);
            _undecorated = undecorated;
            _host = host;
        }

        internal CallInvoker CreateDecoratedCallInvoker() => _host is null ? _undecorated : new HostCallInvoker(_undecorated, _host);

        internal ClientBaseConfiguration WithHost(string host)
        {
            ArgumentNullException.ThrowIfNull(host);
            return new ClientBaseConfiguration(_undecorated, host);
        }
    }
}
