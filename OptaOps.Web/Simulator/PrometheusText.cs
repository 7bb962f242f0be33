using System.Globalization;
using System.Text;

namespace OptaOps.Web.Simulator;

/// <summary>The counters as Prometheus text, in LMX's order and with label values that are not escaped (contract §3.10).</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    private PrometheusText()
    {
    }

    public static string Of(LmxProcess process)
    {
        var text = new PrometheusText();
        text.Totals(process.Metrics.Total);
        text.Models(process.Metrics.Models);
        text.Clients(process.Metrics.Clients);
        text.Durations(process.Metrics.Models);
        text.Gauges(process);
        return text._text.ToString();
    }

    private void Totals(RequestTally total)
    {
        Single("lmx_requests_total", "counter", "Total inference requests.", total.Requests);
        Single("lmx_errors_total", "counter", "Total failed inference requests.", total.Errors);
        Single("lmx_stream_requests_total", "counter", "Total streaming requests.", total.Streams);
        Single("lmx_prompt_tokens_total", "counter", "Total prompt tokens processed.", total.PromptTokens);
        Single("lmx_completion_tokens_total", "counter", "Total completion tokens generated.", total.CompletionTokens);
        Single("lmx_speculative_accepted_tokens_total", "counter", "Total accepted speculative draft tokens.", 0);
        Single("lmx_speculative_rejected_tokens_total", "counter", "Total rejected speculative draft tokens.", 0);
        Single("lmx_speculative_ignored_tokens_total", "counter", "Total speculative-ignored completion tokens.", 0);
        const string Ratio = "Accepted speculative tokens ratio (accepted/(accepted+rejected)).";
        Single("lmx_speculative_acceptance_ratio", "gauge", Ratio, double.NaN);
    }

    private void Models(IEnumerable<KeyValuePair<string, RequestTally>> models)
    {
        Labelled("lmx_model_requests_total", "Requests per model.", "model", models, tally => tally.Requests);
        Labelled("lmx_model_errors_total", "Errors per model.", "model", models.Where(model => model.Value.Errors > 0), tally => tally.Errors);
        Labelled("lmx_model_tokens_total", "Completion tokens per model.", "model", models, tally => tally.CompletionTokens);
    }

    private void Clients(IReadOnlyCollection<KeyValuePair<string, RequestTally>> clients)
    {
        if (clients.Count > 0)
        {
            Labelled("lmx_client_requests_total", "Requests per client.", "client", clients, tally => tally.Requests);
            Labelled("lmx_client_tokens_total", "Completion tokens per client.", "client", clients, tally => tally.CompletionTokens);
            Labelled("lmx_client_errors_total", "Errors per client.", "client", clients.Where(client => client.Value.Errors > 0), tally => tally.Errors);
        }
    }

    private void Durations(IEnumerable<KeyValuePair<string, RequestTally>> models)
    {
        const string Name = "lmx_request_duration_seconds";
        Head(Name, "histogram", "Request latency histogram.");
        foreach (var (model, tally) in models)
        {
            foreach (var (count, bound) in tally.Within.Zip(RequestTally.Bounds))
            {
                Line($"{Name}_bucket{{model=\"{model}\",le=\"{bound.Label}\"}} {count}");
            }

            Line($"{Name}_bucket{{model=\"{model}\",le=\"+Inf\"}} {tally.Requests}");
            Line($"{Name}_sum{{model=\"{model}\"}} {tally.Seconds:F6}");
            Line($"{Name}_count{{model=\"{model}\"}} {tally.Requests}");
        }
    }

    private void Gauges(LmxProcess process)
    {
        Single("lmx_uptime_seconds", "gauge", "Server uptime.", $"{process.Uptime.TotalSeconds:F1}");
        Single("lmx_loaded_models", "gauge", "Number of currently loaded models.", process.Server.Models.Loaded.Count);
        Single("lmx_memory_used_gb", "gauge", "Unified memory used in GB.", $"{process.Server.UsedGb:F2}");
        Single("lmx_memory_total_gb", "gauge", "Total unified memory in GB.", $"{process.Server.TotalMemoryGb:F2}");
        Single("lmx_in_flight_requests", "gauge", "Currently active inference requests.", process.Slots.Taken);
        Single("lmx_concurrent_limit", "gauge", "Max concurrent inference requests allowed.", process.Server.Slots);
        Single("lmx_queued_requests", "gauge", "Requests waiting for inference semaphore.", process.Slots.Waiting);
    }

    private void Labelled(
        string name, string help, string label, IEnumerable<KeyValuePair<string, RequestTally>> tallies, Func<RequestTally, int> count)
    {
        Head(name, "counter", help);
        foreach (var (key, tally) in tallies)
        {
            Line($"{name}{{{label}=\"{key}\"}} {count(tally)}");
        }
    }

    private void Single(string name, string type, string help, FormattableString value)
    {
        Head(name, type, help);
        Line($"{name} {value.ToString(CultureInfo.InvariantCulture)}");
    }

    private void Single(string name, string type, string help, double value) => Single(name, type, help, $"{value}");

    private void Head(string name, string type, string help)
    {
        Line($"# HELP {name} {help}");
        Line($"# TYPE {name} {type}");
    }

    private void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
