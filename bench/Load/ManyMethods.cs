using System.Globalization;
using Bench;
using Google.Protobuf;
using Peregrine;

namespace Load;

/// <summary>A service with as many methods as wanted, /bench.Many/M0, M1, ...: each returns its request.</summary>
internal static class ManyMethods
{
    private static readonly Marshaller<Payload> s_marshaller = Marshallers.Create(
        static (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        static context => context.TryGetPayloadSpan(out var payload) ? Payload.Parser.ParseFrom(payload) : Payload.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    public static ServerServiceDefinition Define(int methods)
    {
        var service = ServerServiceDefinition.CreateBuilder();
        for (var i = 0; i < methods; i++)
        {
            var method = new Method<Payload, Payload>(MethodType.Unary, "bench.Many", string.Create(CultureInfo.InvariantCulture, $"M{i}"), s_marshaller, s_marshaller);
            service.AddMethod(method, static (request, _) => Task.FromResult(request));
        }

        return service.Build();
    }
}
