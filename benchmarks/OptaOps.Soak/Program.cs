using System.Globalization;
using System.Runtime.InteropServices;
using OptaOps.Accuracy;
using OptaOps.Soak;

// The nodes and the browser are in processes of their own, so that what the application uses is seen alone.
if (args is ["peers", var count])
{
    return await PeerFleet.RunAsync(int.Parse(count, CultureInfo.InvariantCulture));
}

if (args is ["pages", var address, .. var paths])
{
    return await OpenPages.RunAsync(address, paths);
}

var minutes = args is [] ? 20 : args is ["--minutes", var text] && double.TryParse(text, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 240 ? given : 0;
if (minutes <= 0)
{
    await Console.Error.WriteLineAsync("usage: scripts/soak [--minutes 20]   up to 240");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    return await SoakRun.RunAsync(TimeSpan.FromMinutes(minutes), stop.Token);
}
catch (Exception error) when (stop.IsCancellationRequested && error is not OutOfMemoryException)
{
    await Console.Error.WriteLineAsync("Broken off; its processes have ended.");
    return 130;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
