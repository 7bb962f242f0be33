namespace OptaOps.Web.Components.Shared;

/// <summary>One colour and one marker for each model, in order of first appearance, the same on every screen and after a restart.</summary>
public sealed class ModelPalette
{
    private const int Colours = 6;
    private readonly Lock _gate = new();
    private readonly List<string> _models = [];

    /// <summary>1 to 6: the suffix of <c>--ops-model-N</c>, of the class <c>mN</c> and of the glyph <c>kN</c>.</summary>
    public int NumberOf(string model)
    {
        lock (_gate)
        {
            var index = _models.IndexOf(model);
            if (index < 0)
            {
                index = _models.Count;
                _models.Add(model);
            }

            return (index % Colours) + 1;
        }
    }
}
