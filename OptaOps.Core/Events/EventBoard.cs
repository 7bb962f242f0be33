using System.Collections.Immutable;

namespace OptaOps.Core.Events;

/// <summary>The newest events, newest first, at most <see cref="Capacity"/>. Immutable; watched through <c>Latest</c>.</summary>
public sealed record EventBoard(ImmutableList<OpsEvent> Events)
{
    public const int Capacity = 200;

    public static EventBoard Empty { get; } = new(ImmutableList<OpsEvent>.Empty);

    internal EventBoard With(OpsEvent added) =>
        new((Events.Count < Capacity ? Events : Events.RemoveAt(Events.Count - 1)).Insert(0, added));
}
