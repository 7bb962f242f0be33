namespace OptaOps.Core.Benchmarks;

/// <summary>What is known around a round, beside what its streams brought: the node's words before and after it, and our own before it.</summary>
/// <param name="Own">For each stream.</param>
/// <param name="SecondsSinceBusy">Since a poll saw requests in flight, at the reading before; null when none did.</param>
internal sealed record RoundEvidence(
    NodeCounters? Before, NodeCounters? After, NodePressure? PressureBefore, NodePressure? PressureAfter, IReadOnlyList<OwnKnowledge> Own, double? SecondsSinceBusy);
