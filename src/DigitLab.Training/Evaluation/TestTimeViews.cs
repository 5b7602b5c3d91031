using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Test-time augmentation: a digit is shown to a network in several ways, always the same ones, and the probabilities are averaged.</summary>
/// <remarks>Source: Krizhevsky, Sutskever, Hinton 2012, §4.1, who averaged over five shifts and their mirror images.</remarks>
public sealed class TestTimeViews
{
    private readonly Distortion[] _views;

    private TestTimeViews(params Distortion[] views) => _views = views;

    /// <summary>The digit as it is.</summary>
    public static TestTimeViews None { get; } = new(new Distortion());

    /// <summary>The numbers of views that there are.</summary>
    public static IReadOnlyList<int> Counts { get; } = [1, 5, 9];

    /// <summary>How many views there are.</summary>
    public int Count => _views.Length;

    /// <summary>One view: the digit as it is. Five: shifted by a pixel to each side as well. Nine: turned by 6° and zoomed by 5% as well, either way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no so many views.</exception>
    public static TestTimeViews Of(int count) => count switch
    {
        1 => None,
        5 => new TestTimeViews(Shifts),
        9 => new TestTimeViews([.. Shifts, new() { RotationDegrees = 6 }, new() { RotationDegrees = -6 }, new() { ZoomX = 1.05, ZoomY = 1.05 }, new() { ZoomX = 0.95, ZoomY = 0.95 }]),
        _ => throw new ArgumentOutOfRangeException(nameof(count), $"Test-time augmentation: expected {string.Join(", ", Counts)} views, got {count}."),
    };

    private static Distortion[] Shifts => [new(), new() { ShiftX = 1 }, new() { ShiftX = -1 }, new() { ShiftY = 1 }, new() { ShiftY = -1 }];

    /// <summary>A digit in one view.</summary>
    internal ReadOnlySpan<byte> Show(int view, DigitDataset digits, int index, Span<byte> memory)
    {
        if (_views[view] == new Distortion())
        {
            return digits.Image(index);
        }

        RandomSource nothing = new RandomKey(0, RandomPurpose.Augmentation).Open();   // neither fields nor noise are drawn
        DigitDistorter.Apply(digits.Image(index), digits.Height, digits.Width, _views[view], ref nothing, memory);
        return memory;
    }
}
