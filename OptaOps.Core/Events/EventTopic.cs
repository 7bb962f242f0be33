namespace OptaOps.Core.Events;

/// <summary>What an event is about; the first thing a person filters by.</summary>
public enum EventTopic
{
    /// <summary>A node's state, restart, or what it says of itself.</summary>
    Node,

    /// <summary>A model: loaded, unloaded, readiness, download, load attempts.</summary>
    Model,

    Benchmark,

    /// <summary>A bot gateway's state.</summary>
    Gateway,

    /// <summary>OptaOps itself: gaps in its own observation.</summary>
    Observer,
}

/// <summary>How much an event wants to be noticed.</summary>
public enum EventSeverity
{
    Info,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Problem,
}
