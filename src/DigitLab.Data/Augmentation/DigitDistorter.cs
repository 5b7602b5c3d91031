using System.Runtime.Intrinsics;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Applies a <see cref="Distortion"/> to a picture: thickness, then one resampling for all that moves pixels, then blur, noise, erasing.</summary>
/// <remarks>The same bits on every machine. Any thread may call it at any time; each keeps its own memory, and allocates nothing once it has it.</remarks>
public static class DigitDistorter
{
    private const double MostSigma = 1000;

    /// <summary>Writes the changed picture.</summary>
    /// <param name="image">The pixels, row by row; 0 is background and lies all around.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="distortion">What is done.</param>
    /// <param name="random">Where the elastic field and the noise come from, and only they.</param>
    /// <param name="output">As many pixels, overwritten; may be the same memory.</param>
    /// <exception cref="ArgumentException">The picture or the output is not of that size, the erased rectangle lies outside it, or an amount makes no sense.</exception>
    public static void Apply(
        ReadOnlySpan<byte> image, int height, int width, in Distortion distortion, ref RandomSource random, Span<byte> output)
    {
        Check(image, height, width, distortion, output);
        DistortionMemory memory = DistortionMemory.For(height, width);
        image.CopyTo(memory.Pixels);
        switch (VectorWidth.Lanes)
        {
            case 16: Apply<Lanes16, Vector512<float>>(memory, distortion, ref random); break;
            case 8: Apply<Lanes8, Vector256<float>>(memory, distortion, ref random); break;
            case 4: Apply<Lanes4, Vector128<float>>(memory, distortion, ref random); break;
            default: Apply<Lanes1, float>(memory, distortion, ref random); break;
        }

        memory.Pixels.AsSpan(0, image.Length).CopyTo(output);
    }

    private static void Apply<TLanes, TVector>(DistortionMemory memory, in Distortion distortion, ref RandomSource random)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (distortion.Thickness != 0)
        {
            Thickness.Apply(memory, distortion.Thickness);
        }

        if (!distortion.IsInPlace)
        {
            Resample<TLanes, TVector>(memory, distortion, ref random);
        }

        if (distortion.Blur > 0)
        {
            Blur<TLanes, TVector>(memory, distortion.Blur);
        }

        if (distortion.Noise > 0)
        {
            PlaneSize size = memory.Size;
            random.Fill(memory.Words.AsSpan(0, size.Height * size.Width));
            NoiseKernel.AddNormal<TLanes, TVector>(size, memory.Words, (float)distortion.Noise, memory.Pixels, memory.Scratch);
        }

        for (int y = distortion.Erased.Y; y < distortion.Erased.Bottom; y++)
        {
            memory.Pixels.AsSpan((y * memory.Size.Width) + distortion.Erased.X, distortion.Erased.Width).Clear();
        }
    }

    private static void Resample<TLanes, TVector>(DistortionMemory memory, in Distortion distortion, ref RandomSource random)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        PlaneSize size = memory.Size;
        Span<float> displacements = distortion.ElasticAlpha == 0 ? [] : memory.Numbers;
        if (!displacements.IsEmpty)
        {
            ElasticField.Draw<TLanes, TVector>(memory, (float)distortion.ElasticAlpha, distortion.ElasticSigma, ref random, displacements);
        }

        memory.PutBorder();
        AffineMap map = AffineMap.Of(distortion, size.Height, size.Width);
        ResamplingKernel.Run<TLanes, TVector>(memory.Bordered, map, displacements, memory.Places, memory.Pixels);
    }

    private static void Blur<TLanes, TVector>(DistortionMemory memory, double sigma)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        PlaneSize size = memory.Size;
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                memory.Numbers[(y * size.Stride) + x] = memory.Pixels[(y * size.Width) + x];
            }
        }

        memory.Blur.Use(sigma);
        memory.Blur.Run<TLanes, TVector>(1, memory.Numbers, memory.Scratch);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                memory.Pixels[(y * size.Width) + x] = (byte)Math.Min(memory.Numbers[(y * size.Stride) + x] + 0.5f, 255);
            }
        }
    }

    private static void Check(ReadOnlySpan<byte> image, int height, int width, in Distortion distortion, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (image.Length != (long)height * width || output.Length != image.Length)
        {
            throw new ArgumentException(
                $"Distortion: expected a picture and an output of {height}×{width} pixels, got {image.Length} and {output.Length}.", nameof(image));
        }

        if (!(distortion.ZoomX > 0 && distortion.ZoomY > 0 && distortion.ElasticSigma > 0 && distortion.ElasticSigma <= MostSigma))
        {
            throw new ArgumentException(
                $"Distortion: expected zooms above 0 and a σ above 0 and at most {MostSigma}, got {distortion.ZoomX}, {distortion.ZoomY} and "
                + $"{distortion.ElasticSigma}: start from new Distortion().",
                nameof(distortion));
        }

        if (!(Math.Abs(distortion.Thickness) <= Math.Max(height, width) && distortion.Blur is >= 0 and <= MostSigma && distortion.Noise is >= 0 and <= 1))
        {
            throw new ArgumentException(
                $"Distortion: expected a thickness within the picture's size, a blur from 0 to {MostSigma} and a noise from 0 to 1, "
                + $"got {distortion.Thickness}, {distortion.Blur} and {distortion.Noise}.",
                nameof(distortion));
        }

        PixelBox box = distortion.Erased;
        if (box.X < 0 || box.Y < 0 || box.Width < 0 || box.Height < 0 || box.X > width - box.Width || box.Y > height - box.Height)
        {
            throw new ArgumentException($"Distortion: expected an erased rectangle within {width}×{height}, got {box}.", nameof(distortion));
        }
    }
}
