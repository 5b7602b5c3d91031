using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>How a picture's bytes become a network's input: (pixel / 255 − mean) / deviation, with one mean for all pixels or one for each.</summary>
/// <remarks>It is part of the model and saved with it: the same numbers must meet the same weights.</remarks>
public sealed class InputNormalization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly float[] _ofByte;   // where one mean serves all pixels, all 256 results

    private InputNormalization(float[] mean, float[] deviation)
    {
        (_mean, _deviation) = (mean, deviation);
        _ofByte = new float[IsPerPixel ? 0 : 256];
        for (int pixel = 0; pixel < _ofByte.Length; pixel++)
        {
            _ofByte[pixel] = Of((byte)pixel, 0);
        }
    }

    /// <summary>Pixel / 255: from 0 to 1.</summary>
    public static InputNormalization Unit { get; } = Standard(0, 1);

    /// <summary>Whether each pixel has a mean and a deviation of its own.</summary>
    public bool IsPerPixel => _mean.Length > 1;

    /// <summary>The mean that is taken away, in units of pixel / 255: one number, or one for each pixel.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>What the difference is divided by: as many numbers.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>One mean and one deviation for all pixels.</summary>
    /// <param name="mean">In units of pixel / 255.</param>
    /// <param name="deviation">In units of pixel / 255; above 0.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the deviation is not above 0.</exception>
    public static InputNormalization Standard(float mean, float deviation) => PerPixel([mean], [deviation]);

    /// <summary>A mean picture and a deviation picture.</summary>
    /// <param name="mean">A number for each pixel, in units of pixel / 255.</param>
    /// <param name="deviation">As many; above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or a deviation is not above 0.</exception>
    public static InputNormalization PerPixel(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.Length == 0 || mean.Length != deviation.Length)
        {
            throw new ArgumentException($"Normalization: expected as many deviations as means, got {mean.Length} and {deviation.Length}.");
        }

        for (int i = 0; i < mean.Length; i++)
        {
            if (!float.IsFinite(mean[i]) || !float.IsFinite(deviation[i]) || deviation[i] <= 0)
            {
                throw new ArgumentException(
                    $"Normalization: expected finite means and deviations above 0, got {mean[i]} and {deviation[i]} at pixel {i}.");
            }
        }

        return new InputNormalization(mean.ToArray(), deviation.ToArray());
    }

    /// <summary>Normalizes one picture.</summary>
    /// <param name="pixels">Its bytes.</param>
    /// <param name="output">As many numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are not that of the mean picture.</exception>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> output)
    {
        if (pixels.Length != output.Length || (IsPerPixel && pixels.Length != _mean.Length))
        {
            throw new ArgumentException(
                $"Normalization: expected {(IsPerPixel ? _mean.Length : pixels.Length)} pixels and as many outputs, got {pixels.Length} and {output.Length}.");
        }

        if (IsPerPixel)
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                output[i] = Of(pixels[i], i);
            }
        }
        else
        {
            LookUp(_ofByte, pixels, output);
        }
    }

    /// <summary>Pictures that this normalized, as another normalization shows them.</summary>
    /// <param name="pictures">One or more, one after the other.</param>
    /// <param name="goal">The other.</param>
    /// <param name="output">As many numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of a mean picture's.</exception>
    public void Translate(ReadOnlySpan<float> pictures, InputNormalization goal, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(goal);
        if (pictures.Length != output.Length || pictures.Length % _mean.Length != 0 || pictures.Length % goal._mean.Length != 0)
        {
            throw new ArgumentException(
                $"Normalization: expected whole pictures of {Math.Max(_mean.Length, goal._mean.Length)} pixels and as many outputs, got {pictures.Length} and {output.Length}.");
        }

        if (_mean.AsSpan().SequenceEqual(goal._mean) && _deviation.AsSpan().SequenceEqual(goal._deviation))
        {
            pictures.CopyTo(output);
            return;
        }

        for (int i = 0, place = 0, goalPlace = 0; i < pictures.Length; i++)
        {
            output[i] = ((pictures[i] * _deviation[place]) + _mean[place] - goal._mean[goalPlace]) / goal._deviation[goalPlace];
            place = place + 1 == _mean.Length ? 0 : place + 1;
            goalPlace = goalPlace + 1 == goal._mean.Length ? 0 : goalPlace + 1;
        }
    }

    // Four of five of a digit's pixels are ground: stretches of it are filled at once.
    private static void LookUp(ReadOnlySpan<float> ofByte, ReadOnlySpan<byte> pixels, Span<float> output)
    {
        const int stretch = 8;
        ref float table = ref MemoryMarshal.GetReference(ofByte);   // 256 numbers, one for any byte
        float ground = table;
        int i = 0;
        for (; i + stretch <= pixels.Length; i += stretch)
        {
            ReadOnlySpan<byte> from = pixels.Slice(i, stretch);
            Span<float> to = output.Slice(i, stretch);
            if (BinaryPrimitives.ReadUInt64LittleEndian(from) == 0)
            {
                to.Fill(ground);
                continue;
            }

            for (int j = 0; j < stretch; j++)
            {
                to[j] = Unsafe.Add(ref table, from[j]);
            }
        }

        for (; i < pixels.Length; i++)
        {
            output[i] = Unsafe.Add(ref table, pixels[i]);
        }
    }

    private float Of(byte pixel, int place) => ((pixel / 255f) - _mean[place]) / _deviation[place];
}
