using System.Buffers;
using System.Text;

namespace OptaOps.Core.Lmx;

/// <summary>Cuts an event stream into named events, wherever packets split it. Keeps no more of it than one event of <see cref="LongestBytes"/>.</summary>
internal sealed class EventFrames
{
    public const int LongestBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly ArrayBufferWriter<byte> _data = new(512);
    private string? _name;
    private bool _hasData;
    private int _bytes;

    /// <summary>The events that these bytes complete.</summary>
    /// <exception cref="LmxFormatException">An event is too long.</exception>
    public IReadOnlyList<ServerEvent> Feed(ReadOnlySpan<byte> bytes)
    {
        var complete = new List<ServerEvent>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            _bytes += part.Length;
            if (_bytes > LongestBytes)
            {
                throw new LmxFormatException("an event", $"is longer than {LongestBytes / 1024} KB");
            }

            _line.Write(part);
            if (end < 0)
            {
                break;
            }

            bytes = bytes[(end + 1)..];
            EndLine(complete);
        }

        return complete;
    }

    private void EndLine(List<ServerEvent> complete)
    {
        var line = _line.WrittenSpan.TrimEnd((byte)'\r');
        if (line.IsEmpty)
        {
            if (_hasData)
            {
                complete.Add(ServerEvent.Read(_name ?? "message", _data.WrittenMemory));
            }

            _data.ResetWrittenCount();
            (_name, _hasData, _bytes) = (null, false, 0);
        }
        else if (line.StartsWith("event:"u8))
        {
            _name = Encoding.UTF8.GetString(line[6..].TrimStart((byte)' '));
        }
        else if (line.StartsWith("data:"u8))
        {
            if (_hasData)
            {
                _data.Write("\n"u8);
            }

            _data.Write(line[5..].TrimStart((byte)' '));
            _hasData = true;
        }

        _line.ResetWrittenCount();
    }
}
