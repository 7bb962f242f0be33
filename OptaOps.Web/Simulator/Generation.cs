namespace OptaOps.Web.Simulator;

/// <summary>
/// One answer being generated: its slot, its pieces and when each of them is due. A streamed one ends with its client, an unstreamed one does not.
/// </summary>
internal sealed class Generation
{
    private readonly LmxExchange _exchange;
    private readonly bool _interactive;
    private readonly bool _streamed;
    private readonly IReadOnlyList<double> _plan;
    private readonly CancellationToken _until;
    private double _startedAt;
    private double? _decodingFrom;
    private bool _finished;
    private bool _refused;

    public Generation(LmxExchange exchange, ChatRequest request, LoadedModel model)
    {
        _exchange = exchange;
        (_interactive, _streamed) = (request.Interactive, request.Stream);
        _until = _streamed ? exchange.Gone : exchange.Process.Ending;
        Model = model;
        Shape = exchange.Server.TakeShape(request.Stream);
        Tokens = Math.Min(request.MaxTokens, Shape.EndAfter ?? int.MaxValue);
        StoppedEarly = Tokens < request.MaxTokens;
        Pieces = ChatPiece.Cut(Shape, request.Prompt, Tokens);
        var warmth = model.Begin(request.Prompt, exchange.Process.Now);
        var read = SimulatedTokenizer.PromptTokens(request.Prompt);
        _plan = SimulatedSchedule.Plan(model.Model.Timing, warmth, Tokens, exchange.Server.Speed, read);
        _startedAt = exchange.ArrivedAt;
    }

    public LoadedModel Model { get; }

    public StreamShape Shape { get; }

    public int Tokens { get; }

    public bool StoppedEarly { get; }

    public IReadOnlyList<ChatPiece> Pieces { get; }

    /// <summary>What the metrics count once the request is finished.</summary>
    public int PromptTokens { get; set; }

    public int CompletionTokens { get; set; }

    public bool Failed { get; set; }

    /// <summary>
    /// Takes a slot, waiting in the queue if need be; false when none came free in time. A queued answer's clock starts with its slot.
    /// </summary>
    public async Task<bool> EnterAsync()
    {
        var process = _exchange.Process;
        if (_interactive)
        {
            process.Slots.Take();
        }
        else if (!process.Slots.TryTake())
        {
            if (!await QueueAsync())
            {
                _refused = true;
                return false;
            }

            _startedAt = process.Clock.Now;
        }

        Model.Pace.Join(process.Clock.Now);
        return true;
    }

    public void Leave()
    {
        Model.Pace.Leave(_exchange.Process.Clock.Now);
        _exchange.Process.Slots.Leave();
    }

    /// <summary>Counts the request, once, so that whoever has its whole answer finds it counted.</summary>
    public void Finish()
    {
        if (!_finished)
        {
            _finished = true;
            var took = TimeSpan.FromMilliseconds(_exchange.Process.Clock.Now - _exchange.ArrivedAt);
            var client = _exchange.Header("x-client-id") ?? _exchange.Header("x-openclaw-agent-id");
            var request = new FinishedRequest(Model.Id, took, PromptTokens, CompletionTokens, _streamed, Failed, client);
            _exchange.Process.Finish(request);
            if (Failed && !_refused && _exchange.Server.Models.FindLoaded(Model.Id) == Model)
            {
                _exchange.Process.Readiness.Fail(Model.Model, Shape.ErrorReason);
            }
        }
    }

    /// <summary>Waits until so many tokens are made. A load that blocks the server holds them up too.</summary>
    public async Task WaitForAsync(int tokens)
    {
        if (tokens > 0)
        {
            var first = _startedAt + _plan[0];
            await _exchange.Process.Clock.WaitUntilAsync(first, _until);
            await DecodeAsync(first, _plan[Math.Min(tokens, _plan.Count) - 1] - _plan[0]);
        }

        await _exchange.Process.Loads.UnblockedAsync(_until);
    }

    private async Task<bool> QueueAsync()
    {
        using var patience = new CancellationTokenSource(_exchange.Server.Scaled(_exchange.Server.SlotWait), _exchange.Process.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _until);
        try
        {
            await _exchange.Process.Slots.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!_until.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Decoding begins with the first token and shares the model with the answers that run beside it.</summary>
    private async Task DecodeAsync(double first, double work)
    {
        var clock = _exchange.Process.Clock;
        _decodingFrom ??= Model.Pace.At(first).PassedAt(first);
        BatchMoment moment;
        do
        {
            moment = Model.Pace.At(clock.Now);
        }
        while (!await clock.WaitUntilAsync(moment.When(_decodingFrom.Value + work), moment.Ended.Task, _until));
    }
}
