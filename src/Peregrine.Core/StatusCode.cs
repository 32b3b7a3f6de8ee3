namespace Peregrine;

/// <summary>The outcome of a call (grpc/doc/statuscodes.md). The numbers are what <c>grpc-status</c> carries.</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The caller cancelled the call.</summary>
    Cancelled = 1,

    /// <summary>An error of unknown kind: the handler threw, or a peer answered with something that has no mapping.</summary>
    Unknown = 2,

    /// <summary>An argument is wrong whatever the state of the system. The library never makes this code itself.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call ended; the work may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>Something that was asked for does not exist. The library never makes this code itself.</summary>
    NotFound = 5,

    /// <summary>Something that was to be made exists already. The library never makes this code itself.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a limit or memory is used up; also a message over the size limit.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the operation needs; a retry helps only after that was changed. The library never makes this code itself.</summary>
    FailedPrecondition = 9,

    /// <summary>Aborted, typically by a conflict of transactions: retry the whole sequence. The library never makes this code itself.</summary>
    Aborted = 10,

    /// <summary>Past the valid range, as a read beyond the end. The library never makes this code itself.</summary>
    OutOfRange = 11,

    /// <summary>The method does not exist on the server or is not supported there.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken: malformed messages and protocol errors end here.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached now; a retry with back-off is likely to help.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or damaged for good. The library never makes this code itself.</summary>
    DataLoss = 15,

    /// <summary>No valid credentials for the operation.</summary>
    Unauthenticated = 16,
}
