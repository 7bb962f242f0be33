using System.Globalization;
using System.Text.Json;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>The stamping peer, running in a process of its own.</summary>
internal sealed class PeerProcess : IDisposable
{
    /// <summary>What every stream is asked for.</summary>
    public const double TtftMs = 300;

    /// <summary>What every stream is asked for.</summary>
    public const double TokensPerSecond = 100;

    private static readonly TimeSpan StampsWithin = TimeSpan.FromSeconds(2);
    private readonly OwnProcess _process;
    private readonly HttpClient _http;
    private int _streams;

    private PeerProcess(OwnProcess process, int port)
    {
        _process = process;
        Endpoint = new LmxEndpoint(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), null, null);
        _http = new HttpClient { BaseAddress = Endpoint.Address };
    }

    public LmxEndpoint Endpoint { get; }

    public static async Task<PeerProcess> StartAsync()
    {
        var process = new OwnProcess("peer");
        return new PeerProcess(process, int.Parse(await process.ReadLineAsync(), CultureInfo.InvariantCulture));
    }

    public StreamOrder Order(int tokens, int tokensPerPiece = 1) => new($"s{++_streams}", TtftMs, TokensPerSecond, tokens, tokensPerPiece);

    /// <summary>The notes of a stream that has ended.</summary>
    public async Task<StreamStamps> StampsAsync(StreamOrder order)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // The peer files them after its last send, which may have arrived before that.
            var stamps = JsonSerializer.Deserialize<StreamStamps>(await _http.GetStringAsync(new Uri($"/stamps/{order.Id}", UriKind.Relative)))!;
            if (stamps.Pieces is not null)
            {
                return stamps;
            }

            if (TimeProvider.System.GetElapsedTime(begin) > StampsWithin)
            {
                throw new InvalidOperationException($"The peer has no notes of stream {order.Id}.");
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }
}
