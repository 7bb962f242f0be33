using System.Text;

namespace OptaOps.Core.Discovery;

/// <summary>A name in DNS: labels, which may have dots of their own, compared without regard to ASCII case.</summary>
/// <param name="Labels">Untrusted text.</param>
internal sealed record DnsName(IReadOnlyList<string> Labels)
{
    /// <summary>Equal for equal names.</summary>
    public string Key { get; } = string.Join('\u001f', Labels).ToLowerInvariant();

    public static DnsName Of(string dotted) => new(dotted.TrimEnd('.').Split('.'));

    /// <summary>As bytes of a question, uncompressed.</summary>
    public byte[] ToBytes() =>
        [.. Labels.Select(Encoding.UTF8.GetBytes).SelectMany(label => (byte[])[(byte)label.Length, .. label]), 0];

    public override string ToString() => string.Join('.', Labels);
}
