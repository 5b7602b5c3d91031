namespace DigitLab.Data;

/// <summary>Test digits of MNIST whose labels people doubt.</summary>
public static class DoubtfulDigits
{
    /// <summary>The places of the 15 test digits to whose label five human readers gave no majority; for ten of them a majority reads another digit.</summary>
    public static IReadOnlyList<int> Places { get; } = [947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729];

    /// <summary>The places of the test digits that all four published networks of the lenet53 family misread.</summary>
    public static IReadOnlyList<int> MisreadByThePublished { get; } = [447, 947, 1232, 1901, 2130, 2597, 2654, 3422, 4740, 6576, 9729];
}
