using System.Text.Json;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>A full answer of one endpoint, written from the contract, and what the client has to make of it.</summary>
internal sealed record WireFixture(string Name, int Status, string Json, Func<LmxClient, Task<(object? Value, LmxFault? Fault)>> AskAsync)
{
    public IReadOnlyList<WireField> Fields { get; init; } = [];

    /// <summary>Fields without which the answer means nothing, each with the name by which it is then missed.</summary>
    public IReadOnlyDictionary<string, string> Needed { get; init; } = new Dictionary<string, string>();

    /// <summary>The name stands in the list of tests.</summary>
    public override string ToString() => Name;

    public static WireFixture Of<T>(string name, string json, Func<LmxClient, Task<LmxAnswer<T>>> ask, int status = 200)
        where T : class => new(name, status, json, async client =>
        {
            var answer = await ask(client);
            Assert.NotEqual(answer.Value is null, answer.Fault is null);
            return (answer.Value, answer.Fault);
        });

    public static WireField Field<T>(string path, Func<T, object?> of, object? value, object? gone = null) => new(path, answer => of((T)answer), value, gone);

    /// <summary>What the client makes of a text in place of the full answer.</summary>
    public async Task<(object? Value, LmxFault? Fault)> ReadAsync(string json)
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of(json, Status));
        return await AskAsync(line.Client);
    }

    /// <summary>A value as text, for comparing whole answers.</summary>
    public static string Whole(object? value) => JsonSerializer.Serialize(value, value!.GetType());
}
