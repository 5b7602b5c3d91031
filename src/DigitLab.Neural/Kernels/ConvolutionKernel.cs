using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Convolution over batches: pads, cuts the work, and hands it to <see cref="PatchProduct"/>.</summary>
internal static class ConvolutionKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        ConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums)
    {
        var product = new ConvolutionProduct(plan, input, weights, bias);
        if (plan.Input[0] == 1)
        {
            product.Pad(0, 1);
            workers.RunVectors(PiecesOf(plan.Places.Length, ConvolutionPlan.PlacesAtOnce), new PlacesJob(product, plan, output, end));
        }
        else
        {
            workers.RunVectors(PiecesOf(plan.Input[0], plan.SamplesAtOnce), new SamplesJob(product, plan, output, end));
        }
    }

    /// <summary>Adds to both gradients. The forward pass of the same input must have gone before: its padded copy is used again.</summary>
    internal static void AddWeightGradient(
        ConvolutionPlan plan, Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(plan.Parts, new PartialGradientJob(new PartialGradient(plan, input, biasGradient is not null), plan, outputGradient));
        AddPartials(plan, weightGradient, biasGradient, workers);
    }

    /// <summary>The same with a gradient that is asked for by rows.</summary>
    internal static void AddWeightGradient(
        ConvolutionPlan plan, Tensor input, NormGradient outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.Scratch.Reserve(plan.AskedLength);
        var partial = new PartialGradient(plan, input, biasGradient is not null);
        workers.RunVectors(plan.Parts, new AskingGradientJob(partial, plan, outputGradient, workers.Scratch));
        AddPartials(plan, weightGradient, biasGradient, workers);
    }

    /// <summary>Adds all parts' sums to both gradients.</summary>
    internal static void AddPartials(ConvolutionPlan plan, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        Tensor partials = plan.Partials!;
        int stride = (plan.Geometry.Taps + 1) * plan.Geometry.OutChannels;
        ElementwiseKernel.AddParts(partials, 0, stride, plan.Parts, weightGradient, workers);
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(partials, weightGradient.Length, stride, plan.Parts, biasGradient, workers);
        }
    }

    internal static void InputGradient(ConvolutionPlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        PrepareInputGradient(plan, weights, workers);
        workers.Scratch.Reserve(plan.InputGradientFloats);
        workers.RunVectors(PiecesOf(plan.Input[0], plan.SamplesAtOnce), new InputGradientJob(plan, outputGradient, inputGradient, workers.Scratch));
    }

    /// <summary>Brings the weights into the form that <see cref="InputGradientOf"/> wants.</summary>
    internal static void PrepareInputGradient(ConvolutionPlan plan, Tensor weights, Workers workers)
    {
        if (plan.ScatteredGradient is not null)
        {
            ScatteredGradientKernel.Prepare(plan, weights, workers);
        }
        else
        {
            GatheredGradientKernel.Prepare(plan, weights, workers);
        }
    }

    /// <summary>One sample's input gradient.</summary>
    /// <param name="plan">With prepared weights.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="outputGradient">Its first number of ∂y.</param>
    /// <param name="inputGradient">The batch's ∂x.</param>
    /// <param name="patches"><see cref="ConvolutionPlan.InputGradientFloats"/> numbers to compute in.</param>
    internal static void InputGradientOf<TLanes, TVector>(ConvolutionPlan plan, int sample, ref float outputGradient, Tensor inputGradient, ref float patches)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (plan.ScatteredGradient is not null)
        {
            ScatteredGradientKernel.Run<TLanes, TVector>(plan, sample, ref outputGradient, inputGradient, ref patches);
        }
        else
        {
            GatheredGradientKernel.Run<TLanes, TVector>(plan, sample, ref outputGradient, inputGradient);
        }
    }

    internal static int PiecesOf(int samples, int atOnce) => (samples + atOnce - 1) / atOnce;

    // A picture [rows, columns · channels] into the middle of a larger one, whose border is zero and stays so.
    internal static void CopyInside(ReadOnlySpan<float> picture, int rows, Span<float> padded, int firstAt, int paddedRow)
    {
        int row = picture.Length / rows;
        for (int i = 0; i < rows; i++)
        {
            picture.Slice(i * row, row).CopyTo(padded.Slice(firstAt + (i * paddedRow), row));
        }
    }

    private readonly struct SamplesJob(ConvolutionProduct product, ConvolutionPlan plan, Tensor output, ProductEnd end) : IVectorJob
    {
        private readonly ConvolutionProduct _product = product;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesAtOnce, count = Math.Min(plan.SamplesAtOnce, plan.Input[0] - first), places = plan.Output[1] * plan.Output[2];
            _product.Pad(first, count);
            _product.Run<TLanes, TVector>(first, 0, count * places, ref Unsafe.Add(ref output.First, (nint)first * places * plan.Geometry.OutChannels), end);
        }
    }

    // Some places of a single sample, which is padded already: so threads share even that.
    private readonly struct PlacesJob(ConvolutionProduct product, ConvolutionPlan plan, Tensor output, ProductEnd end) : IVectorJob
    {
        private readonly ConvolutionProduct _product = product;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * ConvolutionPlan.PlacesAtOnce, count = Math.Min(ConvolutionPlan.PlacesAtOnce, plan.Places.Length - first);
            _product.Run<TLanes, TVector>(0, first, count, ref Unsafe.Add(ref output.First, first * plan.Geometry.OutChannels), end);
        }
    }

    private readonly struct PartialGradientJob(PartialGradient partial, ConvolutionPlan plan, Tensor outputGradient) : IVectorJob
    {
        private readonly PartialGradient _partial = partial;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesPerPart, count = Math.Min(plan.SamplesPerPart, plan.Input[0] - first);
            ref float gradient = ref Unsafe.Add(ref outputGradient.First, (nint)first * plan.Output[1] * plan.Output[2] * plan.Geometry.OutChannels);
            _partial.Run<TLanes, TVector>(piece, first, 0, count * plan.Output[1] * plan.Output[2], ref gradient, ProductStart.Zero);
        }
    }

    // The same, with some rows of a sample's gradient at a time.
    private readonly struct AskingGradientJob(PartialGradient partial, ConvolutionPlan plan, NormGradient outputGradient, ScratchMemory scratch) : IVectorJob
    {
        private readonly PartialGradient _partial = partial;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesPerPart, end = Math.Min(first + plan.SamplesPerPart, plan.Input[0]), height = plan.Output[1], width = plan.Output[2];
            int taken = scratch.Take(plan.AskedLength, out Tensor gradient);
            ProductStart start = ProductStart.Zero;
            try
            {
                for (int n = first; n < end; n++)
                {
                    for (int row = 0; row < height; row += plan.AskedRows)
                    {
                        int rows = Math.Min(plan.AskedRows, height - row);
                        outputGradient.Write<TLanes, TVector>(n, row, rows, ref gradient.First);
                        _partial.Run<TLanes, TVector>(piece, n, row * width, rows * width, ref gradient.First, start);
                        start = ProductStart.Sums;
                    }
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
    }

    private readonly struct InputGradientJob(ConvolutionPlan plan, Tensor outputGradient, Tensor inputGradient, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesAtOnce, end = Math.Min(first + plan.SamplesAtOnce, plan.Input[0]);
            int sample = plan.Output[1] * plan.Output[2] * plan.Geometry.OutChannels;
            int taken = scratch.Take(plan.InputGradientFloats, out Tensor patches);
            try
            {
                for (int n = first; n < end; n++)
                {
                    InputGradientOf<TLanes, TVector>(plan, n, ref Unsafe.Add(ref outputGradient.First, (nint)n * sample), inputGradient, ref patches.First);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
    }
}
