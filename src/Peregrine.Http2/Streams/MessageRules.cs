using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Streams;

/// <summary>What makes a request, a response or trailers malformed as a whole (RFC 9113 sections 8.1 to 8.3). What one field breaks alone is known from its kind.</summary>
internal static class MessageRules
{
    private const uint RequestNeeds = 1u << (int)FieldKind.Method | 1u << (int)FieldKind.Scheme | 1u << (int)FieldKind.Path;

    /// <summary>Checks the head of a request.</summary>
    public static Breach CheckRequest(HeaderList headers, bool allowSpace, ref ContentLength contentLength)
    {
        var seen = 0u;
        var breach = Walk(headers, allowSpace, FieldKind.Method, FieldKinds.LastRequestPseudo, ref seen, ref contentLength);
        if (!breach.IsNone) return breach;
        if ((seen & Bit(FieldKind.Host)) != 0 && !HostMatches(headers)) return Violation.HostDiffersFromAuthority;
        if ((seen & RequestNeeds) == RequestNeeds && (seen & Bit(FieldKind.MethodConnect)) == 0) return default;
        return ExplainRequest(seen);
    }

    /// <summary>Checks the head of a response, final or 1xx.</summary>
    public static Breach CheckResponse(HeaderList headers, bool allowSpace, ref ContentLength contentLength, out bool isInformational)
    {
        var seen = 0u;
        var breach = Walk(headers, allowSpace, FieldKind.Status, FieldKinds.LastPseudo, ref seen, ref contentLength);
        isInformational = (seen & Bit(FieldKind.StatusInformational)) != 0;
        if (!breach.IsNone) return breach;
        return (seen & (Bit(FieldKind.Status) | Bit(FieldKind.StatusInformational))) == 0 ? Violation.StatusMissing : default;
    }

    /// <summary>Checks trailers.</summary>
    public static Breach CheckTrailers(HeaderList headers, bool allowSpace)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var kind = headers.Kind(i);
            if (kind <= FieldKinds.LastPseudo) return Named(Violation.PseudoFieldInTrailers, headers, i);
            var breach = CheckAlone(headers, i, kind, allowSpace);
            if (!breach.IsNone) return breach;
        }
        return default;
    }

    private static Breach Walk(
        HeaderList headers, bool allowSpace, FieldKind firstPseudo, FieldKind lastPseudo, ref uint seen, ref ContentLength contentLength)
    {
        var isRegular = false;
        for (var i = 0; i < headers.Count; i++)
        {
            var kind = headers.Kind(i);
            if (kind <= FieldKinds.LastPseudo)
            {
                if (kind < firstPseudo || kind > lastPseudo) return Named(WrongSide(kind), headers, i);
                if (isRegular) return Named(Violation.PseudoFieldAfterRegular, headers, i);
                if ((seen & Same(kind)) != 0) return Named(Violation.PseudoFieldDuplicate, headers, i);
            }
            else
            {
                isRegular = true;
                if (kind != FieldKind.Regular)
                {
                    var breach = CheckAlone(headers, i, kind, allowSpace);
                    if (!breach.IsNone) return breach;
                    if (kind == FieldKind.ContentLength && !contentLength.TryAnnounce(headers.Value(i))) return Violation.ContentLengthInvalid;
                }
            }
            seen |= Bit(kind);
        }
        return default;
    }

    private static Breach CheckAlone(HeaderList headers, int index, FieldKind kind, bool allowSpace)
    {
        if (kind >= FieldKinds.FirstMalformed || (kind == FieldKind.SurroundedBySpace && !allowSpace))
            return Named(FieldKinds.Violation(kind), headers, index);
        return default;
    }

    private static Breach ExplainRequest(uint seen)
    {
        if ((seen & Bit(FieldKind.MethodConnect)) != 0)
        {
            var isWellFormed = (seen & (Bit(FieldKind.Scheme) | Bit(FieldKind.Path))) == 0 && (seen & Bit(FieldKind.Authority)) != 0;
            return isWellFormed ? default(Breach) : Violation.ConnectMalformed;
        }
        if ((seen & Bit(FieldKind.Method)) == 0) return Violation.MethodMissing;
        return (seen & Bit(FieldKind.Scheme)) == 0 ? Violation.SchemeMissing : Violation.PathMissing;
    }

    // Section 8.3.1: each host names the same place as :authority. Host names compare without case.
    private static bool HostMatches(HeaderList headers)
    {
        var authority = -1;
        for (var i = 0; i < headers.Count; i++)
        {
            var kind = headers.Kind(i);
            if (kind == FieldKind.Authority) authority = i; // pseudo-header fields come first
            else if (kind == FieldKind.Host && authority >= 0 && !System.Text.Ascii.EqualsIgnoreCase(headers.Value(authority), headers.Value(i))) return false;
        }
        return true;
    }

    private static Violation WrongSide(FieldKind kind) =>
        kind <= FieldKinds.LastRequestPseudo ? Violation.PseudoFieldOfRequestInResponse : Violation.PseudoFieldOfResponseInRequest;

    private static Breach Named(Violation violation, HeaderList headers, int index) => new(violation, What: Breach.Excerpt(headers.Name(index)));

    private static uint Bit(FieldKind kind) => 1u << (int)kind;

    // The kinds that share a name.
    private static uint Same(FieldKind kind) => kind switch
    {
        FieldKind.Method or FieldKind.MethodConnect => Bit(FieldKind.Method) | Bit(FieldKind.MethodConnect),
        FieldKind.Status or FieldKind.StatusInformational => Bit(FieldKind.Status) | Bit(FieldKind.StatusInformational),
        _ => Bit(kind),
    };
}
