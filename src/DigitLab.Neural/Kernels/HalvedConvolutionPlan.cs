namespace DigitLab.Neural;

/// <summary>What a convolution needs to do the work of a rectifier and of a 2×2 maximum pooling behind it.</summary>
internal sealed class HalvedConvolutionPlan
{
    // Numbers of a convolution that are held at once before they are halved: they stay in the first-level cache.
    private const int StripFloats = 8192;

    private readonly int _patchFloats;

    internal HalvedConvolutionPlan(ConvolutionPlan convolution, bool isTraining)
    {
        Convolution = convolution;
        (int height, int width, int channels) = (convolution.Output[1], convolution.Output[2], convolution.Output[3]);
        RowsAtOnce = Math.Clamp(StripFloats / (width * channels) / 2 * 2, 2, height);
        SampleFloats = height * width * channels;
        Takers = isTraining ? new Tensor(new Shape(convolution.Output[0], SampleFloats / 4)) : null;
        _patchFloats = isTraining ? convolution.InputGradientFloats : 0;
    }

    internal ConvolutionPlan Convolution { get; }

    /// <summary>Rows of the convolution that are halved together; an even number.</summary>
    internal int RowsAtOnce { get; }

    /// <summary>Numbers of a sample before they are halved.</summary>
    internal int SampleFloats { get; }

    /// <summary>Which pixel of its window each maximum's gradient goes to, 0 to 3 row by row; 4 for none, where the rectifier holds it back.</summary>
    internal Tensor? Takers { get; }

    /// <summary>Numbers that a forward pass holds at once.</summary>
    internal int StripLength => WithSlack(RowsAtOnce * Convolution.Output[2] * Convolution.Output[3]);

    /// <summary>Numbers that a backward pass holds at once: a sample's whole gradient, and behind it what its input gradient needs.</summary>
    internal int BackwardLength => PatchesAt + _patchFloats;

    /// <summary>Where the input gradient's numbers begin in them.</summary>
    internal int PatchesAt => WithSlack(SampleFloats);

    // Whole vectors are written and read at the end, and what follows begins on a cache line again.
    private static int WithSlack(int length) => ((length + 15) / 16 * 16) + Tensor.Slack;
}
