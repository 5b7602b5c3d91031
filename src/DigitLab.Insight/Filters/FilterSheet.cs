using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The windows of a convolution as pictures: blue below 0, red above, all on one scale.</summary>
public static class FilterSheet
{
    private const int MostTiles = 64;
    private const int Columns = 8;

    /// <summary>The network's convolutions, also those inside composite layers, first to last.</summary>
    public static IReadOnlyList<Conv2D> LayersOf(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. Descendants(network.Body).OfType<Conv2D>()];
    }

    /// <summary>Each filter's window on each of its input's channels, filter by filter.</summary>
    /// <param name="layer">The convolution.</param>
    public static IReadOnlyList<PixelMap> Of(Conv2D layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Shape shape = layer.Weights.Value.Shape;   // [height, width, in, out]
        int height = shape[0], width = shape[1], inputs = shape[2], outputs = shape[3];
        var maps = new PixelMap[inputs * outputs];
        for (int m = 0; m < maps.Length; m++)
        {
            (int filter, int channel) = Math.DivRem(m, inputs);
            float[] values = new float[height * width];
            for (int p = 0; p < values.Length; p++)
            {
                values[p] = layer.Weights.Value.Span[(((p * inputs) + channel) * outputs) + filter];
            }

            maps[m] = new PixelMap(width, height, values);
        }

        return maps;
    }

    /// <summary>The filters as a figure.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The convolution's name.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">There is no such convolution; the message names those that there are.</exception>
    public static ImageGrid Figure(Network network, string layer, string title)
    {
        Conv2D convolution = Find(network, layer);
        IReadOnlyList<PixelMap> maps = Of(convolution);
        int inputs = convolution.Weights.Value.Shape[2];
        float reach = SignedColors.Reach(convolution.Weights.Value.Span);
        return new ImageGrid(
            title,
            [.. maps.Take(MostTiles).Select((map, m) => map.ToTile("", reach) with { Tooltip = inputs == 1 ? $"filter {m}" : $"filter {m / inputs}, channel {m % inputs}" })],
            Columns)
        {
            Note = $"{convolution}; red above 0, blue below, up to ±{TickLabels.Exact(reach)}{(maps.Count > MostTiles ? $"; the first {MostTiles} of {maps.Count} windows" : "")}.",
        };
    }

    /// <summary>The filters as one picture of pixels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The convolution's name.</param>
    /// <param name="scale">Pixels of the picture for a weight.</param>
    /// <param name="reach">The magnitude of the strongest colour; the filters' own largest if null.</param>
    /// <exception cref="ArgumentException">There is no such convolution; the message names those that there are.</exception>
    public static ColorImage Picture(Network network, string layer, int scale = 8, float? reach = null)
    {
        Conv2D convolution = Find(network, layer);
        float end = reach ?? SignedColors.Reach(convolution.Weights.Value.Span);
        ColorImage[] pictures = [.. Of(convolution).Take(MostTiles).Select(map => SignedColors.Picture([.. map.Values], map.Width, map.Height, end))];
        return ContactSheet.OfColors(pictures, Columns, scale);
    }

    /// <summary>The filters' growth as an animated PNG, all frames on one scale.</summary>
    /// <param name="snapshots">The network as it was at one moment after the other.</param>
    /// <param name="layer">The convolution's name.</param>
    /// <param name="delayMs">How long each frame is seen.</param>
    /// <param name="scale">Pixels of the picture for a weight.</param>
    /// <exception cref="ArgumentException">There is no snapshot, or no such convolution.</exception>
    public static byte[] Animation(IReadOnlyList<Network> snapshots, string layer, int delayMs = 150, int scale = 8)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        float reach = snapshots.Select(network => SignedColors.Reach(Find(network, layer).Weights.Value.Span)).DefaultIfEmpty().Max();
        return PngAnimation.Encode([.. snapshots.Select(network => Picture(network, layer, scale, reach))], delayMs, lastDelayMs: 2000);
    }

    private static Conv2D Find(Network network, string layer)
    {
        IReadOnlyList<Conv2D> all = LayersOf(network);
        return all.FirstOrDefault(convolution => convolution.Name == layer) ?? throw new ArgumentException(all.Count == 0
            ? $"{network.Name}: expected a network with a convolution, got one without any: it has no filters to show."
            : $"{network.Name}: there is no convolution \"{layer}\": expected one of {string.Join(", ", all.Select(convolution => convolution.Name))}.");
    }

    private static IEnumerable<Layer> Descendants(Layer layer) => layer.Children.SelectMany(child => Descendants(child).Prepend(child));
}
