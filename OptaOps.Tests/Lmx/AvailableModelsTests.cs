using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

public sealed class AvailableModelsTests
{
    [Fact]
    public async Task The_bare_list_gives_every_value()
    {
        var (value, _) = await AskAsync(
            """[{"repo_id":"acme/Foo-4bit","local_path":"/cache/models--acme--Foo-4bit","size_bytes":185147000000,"downloaded_at":1771700000.5,"new":1},{"repo_id":"b"}]""");

        Assert.Equal(
            [new("acme/Foo-4bit", "/cache/models--acme--Foo-4bit", 185147000000, DateTimeOffset.FromUnixTimeMilliseconds(1771700000500)), new("b", null, null, null)],
            value!.Models);
    }

    [Theory]
    [InlineData("""{"models":[]}""", "the answer")]
    [InlineData("""[{"repo_id":"a"},7]""", "[1]")]
    [InlineData("""[{"local_path":"/x"}]""", "[0].repo_id")]
    [InlineData("""[{"repo_id":"a","size_bytes":"much"}]""", "[0].size_bytes")]
    public async Task What_does_not_fit_is_named(string answer, string field)
    {
        var (value, fault) = await AskAsync(answer);

        Assert.Null(value);
        Assert.Equal((LmxFaultKind.Incompatible, field), (fault!.Kind, fault.Field));
    }

    private static async Task<(AvailableModels? Value, LmxFault? Fault)> AskAsync(string answer)
    {
        await using var line = LmxLine.Answering(answer);
        var available = await line.Client.GetAvailableAsync(LmxCaller.Patience, TestContext.Current.CancellationToken);
        Assert.Equal("/admin/models/available", (await line.Peer.RequestAsync()).Path);
        return (available.Value, available.Fault);
    }
}
