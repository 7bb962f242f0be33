using System.Buffers;

namespace OptaOps.Core.Lmx;

/// <summary>
/// Cuts a byte stream into server-sent events, wherever packets split it. Works on bytes, so a multi-byte character split across
/// packets stays whole. Line ends may be LF, CRLF or CR; comments and other fields than <c>data</c> are passed over.
/// </summary>
public sealed class SseDecoder(Action<ReadOnlyMemory<byte>, long> onEvent)
{
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly ArrayBufferWriter<byte> _data = new(512);
    private long _dataStamp;
    private bool _hasData;
    private bool _afterCarriageReturn;

    /// <summary>Feeds bytes that arrived at a stamp. An event carries the stamp of the bytes that completed its last data line.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, long stamp)
    {
        while (!bytes.IsEmpty)
        {
            if (_afterCarriageReturn)
            {
                _afterCarriageReturn = false;
                if (bytes[0] == '\n')
                {
                    bytes = bytes[1..];
                    continue;
                }
            }

            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                _line.Write(bytes);
                return;
            }

            _line.Write(bytes[..end]);
            _afterCarriageReturn = bytes[end] == '\r';
            bytes = bytes[(end + 1)..];
            EndLine(stamp);
        }
    }

    /// <summary>At the end of the body: hands out an event whose closing blank line never came.</summary>
    public void Complete(long stamp)
    {
        if (_line.WrittenCount > 0)
        {
            EndLine(stamp);
        }

        Dispatch();
    }

    private void EndLine(long stamp)
    {
        var line = _line.WrittenSpan;
        if (line.IsEmpty)
        {
            Dispatch();
        }
        else if (line.StartsWith("data:"u8))
        {
            var value = line[5..];
            if (_hasData)
            {
                _data.Write("\n"u8);
            }

            _data.Write(!value.IsEmpty && value[0] == ' ' ? value[1..] : value);
            _hasData = true;
            _dataStamp = stamp;
        }

        _line.ResetWrittenCount();
    }

    private void Dispatch()
    {
        if (_hasData)
        {
            onEvent(_data.WrittenMemory, _dataStamp);
        }

        _data.ResetWrittenCount();
        _hasData = false;
    }
}
