using Microsoft.AspNetCore.Components;
using OptaOps.Core;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>The fields of a new or saved node. What was typed stays until it is stored.</summary>
public sealed partial class NodeForm : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string? _name;
    private string? _address;
    private string? _adminKey;
    private string? _inferenceKey;
    private IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    private string? _refusal;
    private string? _failure;
    private NodeTrial? _trial;
    private CancellationTokenSource? _testing;
    private bool _saving;
    private (string?, string?) _given;

    [Inject]
    public required NodeCommands Commands { get; init; }

    [Inject]
    public required NodeTrials Trials { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The node that is changed; null for a new one.</summary>
    [Parameter]
    public NodeDefinition? Definition { get; set; }

    /// <summary>What the fields of a new node begin with.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public string? Address { get; set; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        var given = (Definition?.Name ?? Name, Definition?.Address ?? Address);
        if (given != _given)
        {
            (_name, _address) = _given = given;
            Forget();
        }
    }

    private string? Fault(string field) => _faults.GetValueOrDefault(field);

    private string Tone(string field) => Fault(field) is null ? "" : "is-err";

    private string Invalid(string field) => Fault(field) is null ? "false" : "true";

    private void Forget()
    {
        (_refusal, _failure, _trial) = (null, null, null);
        _faults = new Dictionary<string, string>();
    }

    private void Refused(Refusal refusal)
    {
        _faults = refusal.Fields;
        _refusal = refusal.Fields.Count == 0 ? refusal.Message : null;
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        Forget();
        _saving = true;
        try
        {
            var draft = new NodeDraft(_name ?? "", _address ?? "", _adminKey, _inferenceKey);
            var outcome = Definition is { } saved ? await Commands.EditAsync(saved.Id, draft, _leaving.Token) : await Commands.AddAsync(draft, _leaving.Token);
            if (outcome.Value is { } node)
            {
                Navigation.NavigateTo($"/nodes/{node.Id}");
                return;
            }

            Refused(outcome.Refusal!);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (System.Data.Common.DbException error)
        {
            _failure = $"The database did not take it: {error.Message} Nothing was changed, and what you typed is still here.";
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task TestAsync()
    {
        Forget();
        using var testing = _testing = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        try
        {
            var outcome = await Trials.RunAsync(new NodeDraft(_name, _address ?? "", _adminKey, _inferenceKey), Definition?.Id, testing.Token);
            _trial = outcome.Value;
            if (outcome.Refusal is { } refusal)
            {
                Refused(refusal);
            }
        }
        catch (OperationCanceledException) when (testing.IsCancellationRequested)
        {
            // Given up.
        }
        finally
        {
            _testing = null;
        }
    }
}
