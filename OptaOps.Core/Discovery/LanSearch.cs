using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OptaOps.Core.Discovery;

/// <summary>
/// Asks the local network once who offers <c>_opta-lmx._tcp</c> (contract §2.6) and listens for three seconds. A question out of every IPv4
/// interface, answered to us alone: no port is held and no group is joined. Nobody who answers is asked anything else.
/// </summary>
public sealed class LanSearch
{
    private const int MostPackets = 2000;
    private static readonly DnsName Service = DnsName.Of("_opta-lmx._tcp.local");
    private static readonly TimeSpan ListenFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _time;
    private readonly IPEndPoint _everyone;
    private readonly Func<IReadOnlyList<IPAddress>> _interfaces;

    public LanSearch(TimeProvider time)
        : this(time, new IPEndPoint(IPAddress.Parse("224.0.0.251"), 5353), Interfaces)
    {
    }

    internal LanSearch(TimeProvider time, IPEndPoint everyone, Func<IReadOnlyList<IPAddress>> interfaces) => (_time, _everyone, _interfaces) = (time, everyone, interfaces);

    /// <param name="heard">Called with all that were found so far whenever there is one more.</param>
    public async Task<LanSearchResult> RunAsync(Action<IReadOnlyList<FoundServer>> heard, CancellationToken cancellationToken)
    {
        var book = new ServiceBook(Service);
        var problems = new List<string>();
        var sockets = Open(problems);
        using var patience = new CancellationTokenSource(ListenFor, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await Task.WhenAll(sockets.Select(socket => ListenAsync(socket, book, heard, either.Token)).Append(AskAsync(sockets, problems, either.Token)));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (book)
        {
            var found = book.Found(nameIsEnough: true);
            return new LanSearchResult(found, Problem(sockets.Count, problems, found.Count));
        }
    }

    private static string? Problem(int sockets, List<string> problems, int found) => (sockets, problems.Count, found) switch
    {
        (0, 0, _) => "This machine has no network that takes such a question. Add the node by its address.",
        (_, > 0, 0) => $"The network does not take the question: {problems[0]}. Add the node by its address.",
        (_, _, 0) when Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true" =>
            "Nobody was heard. OptaOps runs in a container, from which the question reaches other machines only with network_mode: host. Add the node by its IP address.",
        (_, _, 0) => "Nobody answered. LMX announces itself only where its zeroconf package is installed, and some networks hold such questions back. Add the node by its address.",
        _ => null,
    };

    /// <summary>Addresses of interfaces that are up and can ask many at once.</summary>
    private static IReadOnlyList<IPAddress> Interfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(each => each is { OperationalStatus: OperationalStatus.Up or OperationalStatus.Unknown, SupportsMulticast: true, NetworkInterfaceType: not NetworkInterfaceType.Loopback })
            .SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Select(each => each.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
            .Take(16),
    ];

    private List<Socket> Open(List<string> problems)
    {
        var sockets = new List<Socket>();
        foreach (var address in _interfaces())
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 255);
                sockets.Add(socket);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                problems.Add(error.Message);
            }
        }

        return sockets;
    }

    /// <summary>Twice, since a datagram may get lost.</summary>
    private async Task AskAsync(List<Socket> sockets, List<string> problems, CancellationToken cancellationToken)
    {
        var question = DnsMessage.Question(Service);
        try
        {
            for (var time = 0; time < 2; time++)
            {
                foreach (var socket in sockets)
                {
                    try
                    {
                        await socket.SendToAsync(question, SocketFlags.None, _everyone, cancellationToken);
                    }
                    catch (SocketException error)
                    {
                        problems.Add(error.Message);
                    }
                }

                await Task.Delay(AskAgainAfter, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private static async Task ListenAsync(Socket socket, ServiceBook book, Action<IReadOnlyList<FoundServer>> heard, CancellationToken cancellationToken)
    {
        var packet = new byte[9000];
        for (var packets = 0; packets < MostPackets; packets++)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(packet, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
                var records = DnsMessage.Read(packet.AsSpan(0, received.ReceivedBytes));
                Hear(book, records, heard);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Nobody listens at one of the addresses; others may.
            }
        }
    }

    private static void Hear(ServiceBook book, IReadOnlyList<DnsRecord> records, Action<IReadOnlyList<FoundServer>> heard)
    {
        IReadOnlyList<FoundServer> found;
        lock (book)
        {
            var before = book.Found(nameIsEnough: false).Count;
            book.Add(records);
            found = book.Found(nameIsEnough: false);
            if (found.Count <= before)
            {
                return;
            }
        }

        heard(found);
    }
}
