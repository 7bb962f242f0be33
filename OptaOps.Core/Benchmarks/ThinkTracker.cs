namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Finds the first answer text in a stream whose model may reason first: in fields of its own, or as plain text that ends with
/// <c>&lt;/think&gt;</c>, whose opening tag may be missing because it sits in the prompt (contract §5.2).
/// </summary>
internal sealed class ThinkTracker
{
    private const string Opening = "<think>";
    private const string Closing = "</think>";

    private string _head = "";
    private string _tail = "";
    private double? _firstContent;
    private double? _firstAfterClosing;
    private bool _closed;

    /// <summary>True when the model was seen to reason.</summary>
    public bool Reasons { get; private set; }

    /// <summary>Arrival of the first answer text; null when the stream ended before it or had no text.</summary>
    public double? FirstAnswerMs => _closed ? _firstAfterClosing : _head.StartsWith(Opening, StringComparison.Ordinal) ? null : _firstContent;

    public void Reasoning() => Reasons = true;

    public void Content(string text, double atMs)
    {
        if (_closed)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                _firstAfterClosing ??= atMs;
            }

            return;
        }

        if (_head.Length < Opening.Length)
        {
            _head = (_head + text).TrimStart();
            _head = _head[..Math.Min(_head.Length, Opening.Length)];
            Reasons |= _head == Opening;
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            _firstContent ??= atMs;
        }

        var window = _tail + text;
        var closing = window.IndexOf(Closing, StringComparison.Ordinal);
        if (closing < 0)
        {
            _tail = window[^Math.Min(window.Length, Closing.Length - 1)..];
            return;
        }

        Reasons = true;
        _closed = true;
        Content(window[(closing + Closing.Length)..], atMs);
    }

    /// <summary>Tool calls are answers.</summary>
    public void Tool(double atMs)
    {
        _firstContent ??= atMs;
        if (_closed)
        {
            _firstAfterClosing ??= atMs;
        }
    }
}
