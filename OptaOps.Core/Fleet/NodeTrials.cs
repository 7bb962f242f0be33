using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// "What answers there?": one probe of an address that is not saved, on a snapshot that is thrown away, and the same doors without keys to tell
/// an accepted key from one that is not needed. At most 15 s, at most four at once, no redirect followed.
/// </summary>
public sealed class NodeTrials
{
    private const int MostAtOnce = 4;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(15);
    private readonly NodeDirectory _directory;
    private readonly NodeGates _gates;
    private readonly Probe _probe;
    private readonly LmxClients _clients;
    private readonly TimeProvider _time;
    private int _underWay;

    internal NodeTrials(NodeDirectory directory, NodeGates gates, Probe probe, LmxClients clients, TimeProvider time) =>
        (_directory, _gates, _probe, _clients, _time) = (directory, gates, probe, clients, time);

    /// <param name="draft">Its name does not matter.</param>
    /// <param name="nodeId">Whose stored keys are used where the draft has none, if the address is still that node's; null for none.</param>
    public async Task<Outcome<NodeTrial>> RunAsync(NodeDraft draft, int? nodeId, CancellationToken cancellationToken)
    {
        var wanted = draft.Trimmed();
        if (NodeRefusals.OfTrial(wanted) is { } refusal)
        {
            return refusal;
        }

        // Stored keys are never shown to another address than that which they were given for.
        var known = _directory.Nodes.FirstOrDefault(node => node.Endpoint.Address == wanted.Authority);
        var own = known?.Id == nodeId ? known : null;
        var endpoint = new LmxEndpoint(wanted.Authority!, Key(wanted.AdminKey, own?.Endpoint.AdminKey), Key(wanted.InferenceKey, own?.Endpoint.InferenceKey));
        using var lease = known is null ? null : _gates.For(known.Id).TryEnterRead();
        if (known is not null && lease is null)
        {
            return Refusal.Conflict("nodeIsMeasuring", $"A run is measured on {known.Name}, which is left alone meanwhile. Test it when the run has ended.");
        }

        using var patience = new CancellationTokenSource(AtMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return Interlocked.Increment(ref _underWay) > MostAtOnce
                ? Refusal.Conflict("tooManyTests", "Four tests are under way. Wait for one to end and test again.")
                : await AskAsync(endpoint, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refusal.Conflict("testTooSlow", $"What is there answers so slowly that {AtMost.TotalSeconds:0} s were not enough to tell what it is. Test again.");
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static string? Key(string? given, string? stored) => given is null ? stored : given.Length == 0 ? null : given;

    private async Task<NodeTrial> AskAsync(LmxEndpoint endpoint, CancellationToken cancellationToken)
    {
        // One late answer is enough here: there is no next poll to wait for.
        var begin = new NodeSnapshot(new Node(0, "", endpoint, false, false), Within, _time.GetUtcNow()) { LateAnswers = 1 };
        var answer = await _probe.RunAsync(begin, cancellationToken);
        var (admin, inference) = answer.State is NodeState.Unreachable or NodeState.Busy or NodeState.WrongService
            ? (KeyVerdict.Unknown, KeyVerdict.Unknown)
            : await TryKeysAsync(endpoint, cancellationToken);
        return new NodeTrial(
            endpoint.ToString(),
            answer.State,
            answer.Reason,
            NextStep(answer, admin, inference),
            answer.Kind,
            answer.Version,
            answer.Models is null ? null : [.. answer.Models.Select(model => UntrustedText.Shorten(model.Id))],
            admin,
            inference);
    }

    private async Task<(KeyVerdict Admin, KeyVerdict Inference)> TryKeysAsync(LmxEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (with, without) = (_clients.For(endpoint), _clients.For(endpoint with { AdminKey = null, InferenceKey = null }));
        var admin = TryAsync(endpoint.AdminKey, client => client.GetStatusAsync(Within, cancellationToken));
        var inference = TryAsync(endpoint.InferenceKey ?? endpoint.AdminKey, client => client.GetOpenAiModelsAsync(Within, cancellationToken));
        return (await admin, await inference);

        async Task<KeyVerdict> TryAsync<T>(string? key, Func<LmxClient, Task<LmxAnswer<T>>> ask)
            where T : class
        {
            var open = ask(without);
            var locked = key is null ? open : ask(with);
            return (Opens(await locked), Opens(await open), key) switch
            {
                (true, true, _) => KeyVerdict.NotNeeded,
                (true, _, _) => KeyVerdict.Accepted,
                (false, _, null) => KeyVerdict.Missing,
                (false, _, _) => KeyVerdict.Refused,
                _ => KeyVerdict.Unknown,
            };
        }
    }

    /// <summary>Null when the answer tells nothing about the key.</summary>
    private static bool? Opens<T>(LmxAnswer<T> answer)
        where T : class => answer switch
        {
            { Value: not null } or { Fault.Kind: LmxFaultKind.Incompatible } => true,
            { Fault.Kind: LmxFaultKind.Forbidden or LmxFaultKind.Unauthorized } => false,
            _ => null,
        };

    private static string? NextStep(NodeSnapshot answer, KeyVerdict admin, KeyVerdict inference) => (answer.State, admin, inference) switch
    {
        (_, KeyVerdict.Missing, _) => "Enter the node's admin key (security.admin_key in its configuration). Without it memory, loads and evidence stay unknown.",
        (_, KeyVerdict.Refused, _) => "Enter the admin key again, exactly as security.admin_key has it.",
        (_, _, KeyVerdict.Missing) => "Enter the node's inference key (security.inference_api_key). Without it nothing can be measured.",
        (_, _, KeyVerdict.Refused) => "Enter the inference key again, exactly as security.inference_api_key has it.",
        (NodeState.Unreachable or NodeState.WrongService or NodeState.Incompatible, _, _) =>
            answer.NextStep ?? "Check host and port; LMX listens on 1234 unless it was told otherwise.",
        (NodeState.Busy, _, _) => "Test again when the load has ended, or add the node now.",
        (NodeState.Overloaded, _, _) => "It can be added now; its figures come when it has memory again.",
        (NodeState.NoModel, _, _) => "It can be added now; load a model there to measure it.",
        _ when answer.Kind is not NodeKind.Lmx => "It can be added and measured; memory and loads need LMX.",
        _ => null,
    };
}
