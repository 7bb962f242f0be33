using System.Text;
using System.Text.RegularExpressions;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Reads one response body to its end and says what happened when. Every read is stamped before it is parsed; no I/O of its own
/// beside the given stream, so a scripted stream under a fake clock gives exact times.
/// </summary>
internal sealed partial class StreamTimer
{
    private const int BufferSize = 32 * 1024;
    private const int CharactersPerToken = 6;

    private readonly TimeProvider _time;
    private readonly RunProgress _progress;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly StringBuilder _text;
    private readonly ThinkTracker _think = new();
    private readonly SseDecoder _events;
    private long _sentAt;
    private double? _ttfr;
    private double? _doneAt;
    private long _characters;
    private long _firstCharacters;
    private string _lastText = "";
    private string? _finish;
    private int? _promptTokens;
    private int? _completionTokens;
    private RunFailure? _failure;

    /// <param name="maxTokens">Expected length of the answer, so that nothing grows inside the clock.</param>
    public StreamTimer(TimeProvider time, RunProgress progress, int maxTokens)
    {
        (_time, _progress) = (time, progress);
        _text = new StringBuilder(maxTokens * CharactersPerToken);
        _events = new SseDecoder(OnEvent);
    }

    /// <summary>Takes t0: the request bytes go out next.</summary>
    public long Start() => _progress.SentAt = _sentAt = _time.GetTimestamp();

    /// <summary>True once a chunk of text has arrived; from then on silence is a stall.</summary>
    public bool HasText => _progress.AtMs.Length > 0;

    /// <summary>Reads to <c>[DONE]</c>, to the end of the body or to the first malformed line.</summary>
    /// <param name="body">The response body.</param>
    /// <param name="onBytes">Called after each read, when its bytes have been stamped and parsed.</param>
    /// <exception cref="IOException">The connection broke, or was aborted by the caller.</exception>
    public StreamTiming Read(Stream body, Action onBytes)
    {
        var end = 0d;
        while (_doneAt is null && _failure is null)
        {
            var read = body.Read(_buffer, 0, _buffer.Length);
            var stamp = _time.GetTimestamp();
            end = After(stamp);
            if (read == 0)
            {
                _events.Complete(stamp);
                break;
            }

            _events.Feed(_buffer.AsSpan(0, read), stamp);
            onBytes();
        }

        return Finish(_doneAt ?? end);
    }

    /// <summary>What is known when the stream was broken off at a stamp.</summary>
    public StreamTiming Broken(RunFailure failure)
    {
        _failure ??= failure;
        return Finish(After(_time.GetTimestamp()));
    }

    private double After(long stamp) => _time.GetElapsedTime(_sentAt, stamp).TotalMilliseconds;

    private void OnEvent(ReadOnlyMemory<byte> data, long stamp)
    {
        if (_doneAt is not null || _failure is not null)
        {
            return;
        }

        var at = After(stamp);
        _ttfr ??= at;
        var chunk = ChatChunk.Parse(data);
        switch (chunk)
        {
            case { Kind: ChatChunkKind.Done }:
                _doneAt = at;
                break;
            case { Kind: ChatChunkKind.Malformed }:
                _failure = new(FailureCode.MalformedStream, $"A data line of the stream is not JSON: {UntrustedText.Shorten(data.Span)}");
                break;
            case { Error: { } message }:
                _failure = new(
                    chunk.ErrorCode == "rate_limit_exceeded" ? FailureCode.ServerBusy : FailureCode.EngineError,
                    $"The node reported an error inside the stream: {UntrustedText.Shorten(message)}");
                break;
            default:
                OnChunk(chunk, at);
                break;
        }
    }

    private void OnChunk(ChatChunk chunk, double at)
    {
        _finish = chunk.FinishReason ?? _finish;
        _promptTokens = chunk.PromptTokens ?? _promptTokens;
        _completionTokens = chunk.CompletionTokens ?? _completionTokens;
        if (!chunk.HasText)
        {
            return;
        }

        _progress.Add(at);
        var characters = chunk.Content.Length + chunk.Reasoning.Length + chunk.ToolText.Length;
        _characters += characters;
        if (_firstCharacters == 0)
        {
            _firstCharacters = characters;
        }

        _lastText = chunk.Content;
        _text.Append(chunk.Reasoning).Append(chunk.Content);
        if (chunk.Reasoning.Length > 0)
        {
            _think.Reasoning();
        }

        if (chunk.Content.Length > 0 && !InBandError().IsMatch(chunk.Content))
        {
            _think.Content(chunk.Content, at);
        }

        if (chunk.ToolText.Length > 0)
        {
            _think.Tool(at);
        }
    }

    private StreamTiming Finish(double totalMs)
    {
        if (_failure is null && InBandError().Match(_lastText) is { Success: true } error)
        {
            // The node reported a failed engine or a full queue as text in a stream that looks good (contract §5.4).
            _progress.TakeBack();
            _characters -= _lastText.Length;
            _text.Length -= _lastText.Length;
            _failure = InBand(error.Groups["reason"].Value);
        }

        var arrivals = _progress.AtMs.ToArray();
        _failure ??= _doneAt is null
            ? new(FailureCode.CutStream, "The stream ended without [DONE]: the node closed the connection or died.")
            : arrivals.Length == 0 ? new(FailureCode.EmptyOutput, "The stream ended properly but carried no text.") : null;

        double? ttft = arrivals.Length > 0 ? arrivals[0] : null;
        var answer = _think.FirstAnswerMs;
        return new StreamTiming
        {
            Failure = _failure,
            TtfrMs = _ttfr,
            TtftMs = ttft,
            TtfoMs = _think.Reasons ? answer : ttft,
            TotalMs = totalMs,
            AtMs = arrivals,
            Text = _text.ToString(),
            ReasoningOnly = _think.Reasons && answer is null && arrivals.Length > 0,
            FinishReason = _finish,
            UsagePromptTokens = _promptTokens,
            UsageCompletionTokens = _completionTokens,
            FirstChunkShare = _characters > 0 ? Math.Min(1, (double)_firstCharacters / _characters) : 0,
        };
    }

    private static RunFailure InBand(string reason)
    {
        var said = UntrustedText.Shorten(reason);
        return reason.StartsWith("Server is busy", StringComparison.Ordinal)
            ? new(FailureCode.ServerBusy, $"No slot on the node in time: {said}")
            : reason.StartsWith("Stream inference timed out", StringComparison.Ordinal)
                ? new(FailureCode.Timeout, $"The node gave up on its own time limit: {said}")
                : new(FailureCode.EngineError, $"The engine failed on the node: {said}");
    }

    [GeneratedRegex(@"\A\n\n\[Error: (?<reason>.*)\]\z")]
    private static partial Regex InBandError();
}
