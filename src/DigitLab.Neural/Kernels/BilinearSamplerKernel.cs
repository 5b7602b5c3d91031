namespace DigitLab.Neural;

/// <summary>Reads pictures between their pixels, one picture after another, pixel by pixel; what lies outside is 0.</summary>
/// <remarks>
/// With c = ⌊x⌋, r = ⌊y⌋ and the fractions u = x − c, v = y − r, the value is the mean of four pixels weighted with (1−u)(1−v), u(1−v),
/// (1−u)v and uv. At whole x the slope is that to the right. Source: Jaderberg et al. 2015, eqs. 5 to 7, arXiv:1506.02025.
/// </remarks>
internal static class BilinearSamplerKernel
{
    /// <param name="input">[batch, H, W, C].</param>
    /// <param name="coordinates">[batch, 2, places]: columns, then rows, in pixels.</param>
    /// <param name="output">[batch, h, w, C] with h · w places, overwritten.</param>
    /// <param name="workers">The threads.</param>
    internal static void Forward(Tensor input, Tensor coordinates, Tensor output, Workers workers) =>
        workers.Run(input.Shape[0], new ForwardJob(input, coordinates, output));

    /// <summary>Writes the gradients of the coordinates and, where somebody needs it, of the picture.</summary>
    internal static void Backward(
        Tensor input, Tensor coordinates, Tensor outputGradient, Tensor coordinateGradient, Tensor? inputGradient, Workers workers) =>
        workers.Run(input.Shape[0], new BackwardJob(input, coordinates, outputGradient, coordinateGradient, inputGradient));

    private readonly struct ForwardJob(Tensor input, Tensor coordinates, Tensor output) : IJob
    {
        public void Run(int piece)
        {
            var picture = new Picture(input, piece);
            int channels = input.Shape[3], places = coordinates.Shape[2];
            ReadOnlySpan<float> x = coordinates.Span.Slice(piece * 2 * places, places), y = coordinates.Span.Slice(((piece * 2) + 1) * places, places);
            Span<float> to = output.Span.Slice(piece * places * channels, places * channels);
            for (int p = 0; p < places; p++)
            {
                Span<float> pixel = to.Slice(p * channels, channels);
                if (!picture.IsNear(x[p], y[p]))
                {
                    pixel.Fill(float.IsNaN(x[p]) || float.IsNaN(y[p]) ? float.NaN : 0);   // what went wrong must be seen
                    continue;
                }

                float column = MathF.Floor(x[p]), row = MathF.Floor(y[p]), u = x[p] - column, v = y[p] - row;
                (int a, int b, int c, int d) = picture.Corners((int)row, (int)column);
                float wa = (1 - u) * (1 - v), wb = u * (1 - v), wc = (1 - u) * v, wd = u * v;
                for (int k = 0; k < channels; k++)
                {
                    pixel[k] = (wa * picture.At(a, k)) + (wb * picture.At(b, k)) + ((wc * picture.At(c, k)) + (wd * picture.At(d, k)));
                }
            }
        }
    }

    private readonly struct BackwardJob(
        Tensor input, Tensor coordinates, Tensor outputGradient, Tensor coordinateGradient, Tensor? inputGradient) : IJob
    {
        public void Run(int piece)
        {
            var picture = new Picture(input, piece);
            int channels = input.Shape[3], places = coordinates.Shape[2], sample = input.Length / input.Shape[0];
            ReadOnlySpan<float> x = coordinates.Span.Slice(piece * 2 * places, places), y = coordinates.Span.Slice(((piece * 2) + 1) * places, places);
            Span<float> xGradient = coordinateGradient.Span.Slice(piece * 2 * places, places);
            Span<float> yGradient = coordinateGradient.Span.Slice(((piece * 2) + 1) * places, places);
            ReadOnlySpan<float> from = outputGradient.Span.Slice(piece * places * channels, places * channels);
            Span<float> to = inputGradient is null ? [] : inputGradient.Span.Slice(piece * sample, sample);
            to.Clear();
            for (int p = 0; p < places; p++)
            {
                (xGradient[p], yGradient[p]) = (0, 0);
                if (!picture.IsNear(x[p], y[p]))
                {
                    continue;
                }

                float column = MathF.Floor(x[p]), row = MathF.Floor(y[p]), u = x[p] - column, v = y[p] - row;
                (int a, int b, int c, int d) = picture.Corners((int)row, (int)column);
                float wa = (1 - u) * (1 - v), wb = u * (1 - v), wc = (1 - u) * v, wd = u * v;
                for (int k = 0; k < channels; k++)
                {
                    float g = from[(p * channels) + k];
                    float xa = picture.At(a, k), xb = picture.At(b, k), xc = picture.At(c, k), xd = picture.At(d, k);
                    xGradient[p] += g * (((1 - v) * (xb - xa)) + (v * (xd - xc)));
                    yGradient[p] += g * (((1 - u) * (xc - xa)) + (u * (xd - xb)));
                    if (!to.IsEmpty)
                    {
                        Add(to, a, k, wa * g);
                        Add(to, b, k, wb * g);
                        Add(to, c, k, wc * g);
                        Add(to, d, k, wd * g);
                    }
                }
            }
        }

        private static void Add(Span<float> to, int corner, int channel, float value)
        {
            if (corner >= 0)
            {
                to[corner + channel] += value;
            }
        }
    }

    // One sample, with places outside it.
    private readonly ref struct Picture(Tensor batch, int sample)
    {
        private readonly int _height = batch.Shape[1];
        private readonly int _width = batch.Shape[2];
        private readonly int _channels = batch.Shape[3];
        private readonly ReadOnlySpan<float> _numbers = batch.Span.Slice(sample * (batch.Length / batch.Shape[0]), batch.Length / batch.Shape[0]);

        /// <summary>Whether any of the four pixels around exists; not so for NaN.</summary>
        internal bool IsNear(float x, float y) => x > -1 && x < _width && y > -1 && y < _height;

        /// <summary>Where the pixels lie at (row, column), to its right, below, and below to the right; −1 for one outside.</summary>
        internal (int A, int B, int C, int D) Corners(int row, int column) =>
            (IndexOf(row, column), IndexOf(row, column + 1), IndexOf(row + 1, column), IndexOf(row + 1, column + 1));

        internal float At(int corner, int channel) => corner < 0 ? 0 : _numbers[corner + channel];

        private int IndexOf(int row, int column) =>
            (uint)row < (uint)_height && (uint)column < (uint)_width ? ((row * _width) + column) * _channels : -1;
    }
}
