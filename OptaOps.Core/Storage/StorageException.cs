namespace OptaOps.Core.Storage;

/// <summary>The storage cannot be used at all. The message is one sentence with the cure, fit to be printed as it is.</summary>
public sealed class StorageException : Exception
{
    public StorageException()
    {
    }

    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
