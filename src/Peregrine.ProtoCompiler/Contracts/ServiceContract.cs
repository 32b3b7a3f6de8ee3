using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of a service: its methods with their types and streams.</summary>
internal sealed class ServiceContract(Matching matching, Breaches breaches)
{
    public void Check(ServiceDescriptor before, ServiceDescriptor now)
    {
        foreach (var method in before.Methods)
        {
            if (now.Methods.FirstOrDefault(other => other.Name == method.Name) is { } match)
                CheckMethod(method, match);
            else
                ReportGone(method, before, now);
        }
    }

    private void ReportGone(MethodDescriptor method, ServiceDescriptor before, ServiceDescriptor now)
    {
        var candidates = now.Methods.Where(other => before.Methods.All(old => old.Name != other.Name) && IsAlike(method, other)).ToList();
        var renamed = candidates.Count == 1 && before.Methods.Count(old => now.Methods.All(other => other.Name != old.Name)) == 1 ? candidates[0] : null;
        breaches.Add(Breaches.At(DiagnosticRules.RpcGone, (Descriptor?)renamed ?? now, renamed is null ? $"The rpc \"{method.Name}\" is gone from \"{now.FullName}\"." : $"The rpc \"{method.Name}\" of \"{now.FullName}\" was renamed to \"{renamed.Name}\".",
            "Keep it with option deprecated = true until nobody calls it.") with
        {
            Wire = $"calls of /{before.FullName}/{method.Name} fail with UNIMPLEMENTED",
            CSharp = $"{method.Name} of clients and of {before.Name}Base no longer exists",
        });
    }

    private bool IsAlike(MethodDescriptor before, MethodDescriptor now) =>
        matching.IsSame(before.InputType, now.InputType) && matching.IsSame(before.OutputType, now.OutputType)
        && before.ClientStreaming == now.ClientStreaming && before.ServerStreaming == now.ServerStreaming;

    private void CheckMethod(MethodDescriptor before, MethodDescriptor now)
    {
        if (!matching.IsSame(before.InputType, now.InputType))
            ReportType(DiagnosticRules.RequestTypeChanged, "request", now.Syntax.Input.Name.Span, (before.InputType, now.InputType), now);
        if (!matching.IsSame(before.OutputType, now.OutputType))
            ReportType(DiagnosticRules.ResponseTypeChanged, "response", now.Syntax.Output.Name.Span, (before.OutputType, now.OutputType), now);
        if (before.ClientStreaming != now.ClientStreaming)
            ReportStreaming("client", before.ClientStreaming, now.Syntax.Input.IsStream ? now.Syntax.Input.StreamSpan : now.Syntax.Input.Name.Span, now);
        if (before.ServerStreaming != now.ServerStreaming)
            ReportStreaming("server", before.ServerStreaming, now.Syntax.Output.IsStream ? now.Syntax.Output.StreamSpan : now.Syntax.Output.Name.Span, now);
    }

    private void ReportType(DiagnosticRule rule, string what, TextSpan span, (MessageDescriptor? From, MessageDescriptor? To) types, MethodDescriptor now) =>
        breaches.Add(Breaches.At(rule, now.File, span, $"The {what} of \"{now.FullName}\" was {types.From?.FullName} and is {types.To?.FullName}.", "Add an rpc with a new name, or fields to the message.") with
        {
            Wire = $"one side reads the other's {what} as a message of another type",
            Json = "it has other members",
            CSharp = $"callers and implementations of {now.Name} no longer compile",
        });

    private void ReportStreaming(string who, bool didStream, TextSpan span, MethodDescriptor now) =>
        breaches.Add(Breaches.At(DiagnosticRules.StreamingChanged, now.File, span, $"The {who} of \"{now.FullName}\" sent {(didStream ? "a stream" : "one message")} and sends {(didStream ? "one message" : "a stream")}.", "Add an rpc with a new name.") with
        {
            Wire = "a call fails when one side sends more or fewer messages than the other takes",
            CSharp = $"callers and implementations of {now.Name} no longer compile",
        });
}
