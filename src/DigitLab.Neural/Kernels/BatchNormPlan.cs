using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>What a batch normalization remembers from its forward to its backward pass, and the memory of its sums.</summary>
internal sealed class BatchNormPlan
{
    // Numbers of one piece of a pass that has no sums.
    private const int UsualPieceLength = 16_384;

    internal BatchNormPlan(Shape input, bool isTraining)
    {
        int channels = input[-1];
        Batch = input[0];
        RowsPerSample = input.Count / (Math.Max(1, input[0]) * channels);
        Pattern = new ChannelPattern(channels);
        SamplesPerPart = ConvolutionPlan.SamplesPerPartOf(Batch);
        var pattern = new Shape(Pattern.Length);
        (Factor, Second, Shift) = (new Tensor(pattern), new Tensor(pattern), new Tensor(pattern));
        (AppliedFactor, AppliedShift) = (new Tensor(pattern), new Tensor(pattern));
        (Mean, InverseDeviation) = (new double[channels], new double[channels]);
        if (isTraining)
        {
            Variance = new double[channels];
            Center = new Tensor(new Shape(Parts, Pattern.Length));
            Sums = new Tensor(new Shape(Parts, Pattern.Length));
            Products = new Tensor(new Shape(Parts, Pattern.Length));
            InputGradient = new NormGradient(this);
            Pending = new PendingNorm(this);
            (ChannelSums, ChannelProducts) = (new double[Parts * channels], new double[Parts * channels]);
        }
    }

    internal ChannelPattern Pattern { get; }

    internal int Batch { get; }

    /// <summary>Pixels of a picture; 1 for a dense layer's output.</summary>
    internal int RowsPerSample { get; }

    internal long Rows => (long)Batch * RowsPerSample;

    /// <summary>Samples whose numbers are summed together, as for a convolution's weights.</summary>
    internal int SamplesPerPart { get; }

    internal int Parts => (Batch + SamplesPerPart - 1) / SamplesPerPart;

    /// <summary>Numbers of a piece of a pass that has no sums: whole patterns.</summary>
    internal int PieceLength => Math.Max(1, UsualPieceLength / Pattern.Length) * Pattern.Length;

    /// <summary>The factors of the next pass over all numbers, in the pattern: y = Factor · x + Second · other + Shift.</summary>
    internal Tensor Factor { get; }

    internal Tensor Second { get; }

    internal Tensor Shift { get; }

    /// <summary>The factor of x in the last forward pass, in the pattern.</summary>
    internal Tensor AppliedFactor { get; }

    /// <summary>What was added to it.</summary>
    internal Tensor AppliedShift { get; }

    /// <summary>The mean of each channel, the batch's or the running one.</summary>
    internal double[] Mean { get; }

    /// <summary>1 / √(variance + ε) of each channel.</summary>
    internal double[] InverseDeviation { get; }

    /// <summary>The batch's variance of each channel, divided by the number of rows.</summary>
    internal double[] Variance { get; } = [];

    /// <summary>Each part's means, rounded, in the pattern: what its squares are taken about.</summary>
    internal Tensor Center { get; } = new(new Shape(0));

    /// <summary>Each part's sums: of x, then of ∂y.</summary>
    internal Tensor Sums { get; } = new(new Shape(0));

    /// <summary>Each part's sums of squares about its center, then of ∂y · (x − mean).</summary>
    internal Tensor Products { get; } = new(new Shape(0));

    /// <summary>Of each part, the channels' <see cref="Sums"/>: <c>[part, channel]</c>.</summary>
    internal double[] ChannelSums { get; } = [];

    /// <summary>Of each part, the channels' <see cref="Products"/>.</summary>
    internal double[] ChannelProducts { get; } = [];

    /// <summary>The input's gradient for a layer that asks for it row by row; null at inference.</summary>
    internal NormGradient? InputGradient { get; }

    /// <summary>The normalization for a layer that applies it to its own input; null at inference.</summary>
    internal PendingNorm? Pending { get; }

    /// <summary>For each part two rows of pixels' gradients, where a pooling's are computed on the way.</summary>
    internal Tensor Strips { get; private set; } = new(new Shape(0));

    /// <summary>Where the part's <see cref="Sums"/> begin.</summary>
    internal ref float SumsOf(int part) => ref Unsafe.Add(ref Sums.First, part * Pattern.Length);

    /// <summary>Where its <see cref="Products"/> begin.</summary>
    internal ref float ProductsOf(int part) => ref Unsafe.Add(ref Products.First, part * Pattern.Length);

    /// <summary>Sets a part's sums and products to zero.</summary>
    internal void ClearPart(int part)
    {
        Sums.Span.Slice(part * Pattern.Length, Pattern.Length).Clear();
        Products.Span.Slice(part * Pattern.Length, Pattern.Length).Clear();
    }

    /// <summary>A part's sums and products over the places of its channels.</summary>
    internal void AddUpPart(int part)
    {
        AddUpPart(part, Sums, ChannelSums);
        AddUpPart(part, Products, ChannelProducts);
    }

    /// <summary>Makes room for strips of so many numbers, if there is none yet.</summary>
    internal void MakeStrips(int length)
    {
        if (Strips.Length != Parts * length)
        {
            Strips = new Tensor(new Shape(Parts, length));
        }
    }

    /// <summary>Sums of a part over the places of its channels, while they are in the cache.</summary>
    internal void AddUpPart(int part, Tensor places, double[] channels) =>
        Pattern.Sum(places.Span.Slice(part * Pattern.Length, Pattern.Length), channels.AsSpan(part * Pattern.Channels, Pattern.Channels));

    /// <summary>How many pieces so many numbers are.</summary>
    internal int PiecesOf(int length) => (length + PieceLength - 1) / PieceLength;

    /// <summary>Writes a number per channel, which stand first in a pattern, to all its places.</summary>
    internal void Spread(Tensor pattern) => Pattern.Spread(pattern.Span[..Pattern.Channels], pattern.Span);

    /// <summary>Rows of a part.</summary>
    internal int RowsOf(int part) => Math.Min(SamplesPerPart, Batch - (part * SamplesPerPart)) * RowsPerSample;
}
