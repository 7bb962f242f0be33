using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace OptaOps.Tests.Support;

/// <summary>A body whose packets arrive at exact times of a fake clock: each read advances the clock to the packet's time.</summary>
internal sealed class ScriptedStream(FakeTimeProvider time) : Stream
{
    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private readonly Queue<(double AtMs, byte[] Bytes)> _packets = new();
    private bool _cut;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public ScriptedStream At(double ms, string text) => At(ms, Encoding.UTF8.GetBytes(text));

    public ScriptedStream At(double ms, byte[] bytes)
    {
        _packets.Enqueue((ms, bytes));
        return this;
    }

    /// <summary>A chunk of answer text as LMX writes it.</summary>
    public ScriptedStream Text(double ms, string text) => At(ms, Chunk(text));

    public ScriptedStream Role(double ms) => At(ms, "data: {\"choices\": [{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"\", \"tool_calls\": null}, \"finish_reason\": null}], \"usage\": null}\n\n");

    public ScriptedStream Stop(double ms, string reason = "stop") =>
        At(ms, $"data: {{\"choices\": [{{\"index\": 0, \"delta\": {{\"role\": null, \"content\": null}}, \"finish_reason\": \"{reason}\"}}], \"usage\": null}}\n\n");

    public ScriptedStream Done(double ms) => At(ms, "data: [DONE]\n\n");

    /// <summary>After the last packet the connection breaks instead of ending.</summary>
    public ScriptedStream Cut()
    {
        _cut = true;
        return this;
    }

    public static string Chunk(string text) =>
        $"data: {{\"choices\": [{{\"index\": 0, \"delta\": {{\"role\": null, \"content\": {System.Text.Json.JsonSerializer.Serialize(text)}}}, \"finish_reason\": null}}], \"usage\": null}}\n\n";

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!_packets.TryDequeue(out var packet))
        {
            return _cut ? throw new IOException("The response ended prematurely.") : 0;
        }

        var due = _begin + TimeSpan.FromMilliseconds(packet.AtMs);
        if (due > time.GetUtcNow())
        {
            time.SetUtcNow(due);
        }

        packet.Bytes.CopyTo(buffer, offset);
        return packet.Bytes.Length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
