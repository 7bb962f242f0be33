using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Tests.Fleet;

/// <summary>
/// Every page against every way in which a node can answer: the right word, and no number that the node did not send. A new page joins
/// with one line in <see cref="Pages"/>.
/// </summary>
public sealed class TruthMatrixTests(TruthMatrix matrix) : IClassFixture<TruthMatrix>
{
    /// <summary>Address with the node's name and id to be put in, whether the page shows the node's word, and the page's own numbers.</summary>
    public static TheoryData<string, bool, double[]> Pages => new()
    {
        { "/?view=cards&q={name}", true, [] },
        { "/?view=table&q={name}", true, [] },
        { "/nodes/{id}", true, [24, 3] },
        { "/benchmarks?node={id}", true, [9, 10, 1200] },
        { "/history", false, [] },
        { "/events?node={id}", true, [] },
        { "/gateways", false, [] },
        { "/nodes/{id}/edit", false, [] },
    };

    [Fact]
    public void Every_way_to_answer_has_its_word_a_reason_and_a_next_step_where_something_is_wrong()
    {
        var wrong = from node in matrix.Nodes
                    let view = matrix.View(node.Id)
                    let hasStep = view.NextStep is { Length: > 0 } || view.State == NodeState.Online
                    where view.State != node.Peer.Case.Word || view.Reason.Length == 0 || !hasStep
                    select $"{node.Peer.Case}: {view.State} instead of {node.Peer.Case.Word}. {view.Reason} | {view.NextStep}";

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_page_shows_the_right_word_and_no_number_that_was_not_received(string address, bool showsWord, double[] own)
    {
        var wrong = new List<string>();
        foreach (var (peer, id) in matrix.Nodes)
        {
            var before = matrix.View(id);
            var path = address.Replace("{name}", before.Name, StringComparison.Ordinal).Replace("{id}", $"{id}", StringComparison.Ordinal);
            var main = (await PageHtml.ReadAsync(matrix.App, path)).QuerySelector("main")!;
            var text = TruthNumbers.TextOf(main);
            IReadOnlyList<double> told = [.. own, .. Counts(), .. address.StartsWith("/benchmarks", StringComparison.Ordinal) ? Scenarios() : [], .. TruthNumbers.Told(peer, before, matrix.View(id))];
            wrong.AddRange(TruthNumbers.In(text, before.Address, $"{matrix.App.Address}").Where(each => !TruthNumbers.Is(each.Number, told)).Select(each => $"{peer.Case}: {each.Number} in “{each.Around}”"));
            if (showsWord && !text.Contains(StateLook.Word(peer.Case.Word), StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add($"{peer.Case}: no {peer.Case.Word} in {text}");
            }

            if (text.Contains("NaN", StringComparison.Ordinal) || text.Contains("This page broke", StringComparison.Ordinal))
            {
                wrong.Add($"{peer.Case}: {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    /// <summary>What a benchmark would ask for is no figure of the node.</summary>
    private IEnumerable<double> Scenarios() => matrix.App.Get<ScenarioCatalog>().All
        .SelectMany(each => new double[] { each.MaxTokens, each.Repeats, each.Concurrency, each.PromptTokensAbout });

    /// <summary>Pages count nodes by state.</summary>
    private IEnumerable<double> Counts() => matrix.Views.GroupBy(view => view.State).Select(group => (double)group.Count()).Append(matrix.Views.Count);
}
