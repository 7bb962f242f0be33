using System.Net.Sockets;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage;

namespace OptaOps.Web.Hosting;

/// <summary>Runs the application and turns what can be wrong with a start into sentences and an exit code, without a stack trace.</summary>
internal static class StartGuard
{
    /// <summary>0 after an orderly stop, 1 when the start was refused or a worker broke.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--health", ..])
        {
            return await HealthProbe.RunAsync(args[1..]);
        }

        try
        {
            await using var app = OptaOpsHost.Build(args);
            var workers = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await app.RunAsync();

            // A worker that broke stops the host with code 0 on its own; a supervisor must see that it was no orderly stop.
            return workers.Any(worker => worker.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
        }
        catch (Exception error) when (Sentences(error) is { Count: > 0 } sentences)
        {
            await Console.Error.WriteLineAsync("OptaOps does not start:");
            foreach (var sentence in sentences)
            {
                await Console.Error.WriteLineAsync($"  {sentence}");
            }

            return 1;
        }
    }

    /// <summary>What the owner can mend, one sentence a fault; empty for what only we can.</summary>
    internal static IReadOnlyList<string> Sentences(Exception error) => error switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Sentences)],
        StorageException storage => [storage.Message],
        InvalidDataException or FormatException or FileNotFoundException when error.Message.Contains("appsettings", StringComparison.OrdinalIgnoreCase) =>
            [error.InnerException is null ? error.Message : $"{error.Message} {error.GetBaseException().Message}"],
        IOException when error.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            [$"{error.Message} Another program listens there: stop it, or set Urls to another port."],
        SocketException => [$"Urls cannot be listened on: {error.Message}. Name an address of this machine and a port that this user may open."],
        _ => [],
    };
}
