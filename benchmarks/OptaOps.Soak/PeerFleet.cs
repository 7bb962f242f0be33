using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Soak;

/// <summary>Simulated servers, each on a loopback port of its own, that note when they were asked for what. The other side of <see cref="PeersProcess"/>.</summary>
internal static class PeerFleet
{
    /// <summary>Says the ports, then answers every line with all requests so far, until the input ends.</summary>
    public static async Task<int> RunAsync(int count)
    {
        // A break of the whole group must leave us answering until the one who started us is done.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        var notes = Enumerable.Range(0, count).Select(_ => new PeerNotes()).ToArray();
        var peers = new List<LmxSimulator>();
        foreach (var (note, i) in notes.Select((note, i) => (note, i)))
        {
            var server = new SimulatedServer($"soak{i:00}") { Rewrite = (path, body) => Noted(note, path, body) };
            server.Models.AddLoaded(new SimulatedModel(i % 2 == 0 ? "mlx-community/Qwen3-30B-A3B-4bit" : "inferencerlabs/MiniMax-M2.5-MLX-6.5bit")
            {
                MemoryGb = i % 2 == 0 ? 17.2 : 172.43,
                ContextLength = 40960,
            });
            peers.Add(await LmxSimulator.StartAsync(server, TimeProvider.System));
        }

        await Console.Out.WriteLineAsync(string.Join(' ', peers.Select(peer => peer.Address.Port)));
        while (await Console.In.ReadLineAsync() is not null)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(notes.Select(note => note.Taken())));
        }

        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }

        return 0;
    }

    /// <summary>An event or a heartbeat on the one open stream is no request.</summary>
    private static JsonNode Noted(PeerNotes note, string path, JsonNode body)
    {
        if (path != "/admin/events")
        {
            note.Add(path);
        }

        return body;
    }
}

/// <summary>One node's requests: path to arrivals in unix milliseconds.</summary>
internal sealed class PeerNotes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<long>> _byPath = [];

    public void Add(string path)
    {
        lock (_lock)
        {
            (_byPath.TryGetValue(path, out var arrivals) ? arrivals : _byPath[path] = []).Add(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    public Dictionary<string, long[]> Taken()
    {
        lock (_lock)
        {
            return _byPath.ToDictionary(each => each.Key, each => each.Value.ToArray());
        }
    }
}
