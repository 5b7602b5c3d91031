namespace DigitLab.Neural;

/// <summary>Puts a border of zeros around each picture.</summary>
/// <remarks>Input [batch, H, W, C]; output [batch, top + H + bottom, left + W + right, C]. The gradient is that of the middle.</remarks>
public sealed class ZeroPad2D : Layer
{
    /// <summary>The same border on all four sides.</summary>
    /// <param name="padding">Pixels; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPad2D(int padding)
        : this(Padding.All(padding))
    {
    }

    /// <summary>A border of any size on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or above 16,384.</exception>
    public ZeroPad2D(Padding padding) => Border = new WindowGeometry(1, 1, 1, padding, 1).Checked().Padding;

    /// <summary>Pixels on each side.</summary>
    public Padding Border { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new ZeroPad2DDescription(Border);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 4
        ? new Shape(input[0], Border.Top + input[1] + Border.Bottom, Border.Left + input[2] + Border.Right, input[3])
        : throw Refusal("[batch, H, W, C]", input, "pad pictures before they are flattened");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        pass.Workers.Run(input.Shape[0], new FrameJob(Border, input, output, isForward: true));

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            pass.Workers.Run(input.Shape[0], new FrameJob(Border, inputGradient, outputGradient, isForward: false));
        }
    }

    /// <summary>A line of a summary: <c>ZeroPad2D 2</c>.</summary>
    public override string ToString() => $"ZeroPad2D {Border}";

    // One picture into its frame, or out of it.
    private readonly struct FrameJob(Padding border, Tensor picture, Tensor framed, bool isForward) : IJob
    {
        public void Run(int piece)
        {
            int row = picture.Shape[2] * picture.Shape[3], framedRow = framed.Shape[2] * framed.Shape[3];
            Span<float> inside = picture.Span.Slice(piece * picture.Shape[1] * row, picture.Shape[1] * row);
            Span<float> outside = framed.Span.Slice(piece * framed.Shape[1] * framedRow, framed.Shape[1] * framedRow);
            if (isForward)
            {
                outside.Clear();
            }

            for (int i = 0; i < picture.Shape[1]; i++)
            {
                Span<float> within = inside.Slice(i * row, row);
                Span<float> around = outside.Slice(((border.Top + i) * framedRow) + (border.Left * picture.Shape[3]), row);
                (isForward ? within : around).CopyTo(isForward ? around : within);
            }
        }
    }
}
